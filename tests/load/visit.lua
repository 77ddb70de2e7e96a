-- One kind of visit, asked for again and again: the first argument says which.
local kinds = {
  htmx = { "POST", "/find", "application/x-www-form-urlencoded", "crime=domestic-abuse&place=Leeds&age=30&language=pl&referral=self" },
  fixed = { "POST", "/fixed", "application/x-www-form-urlencoded", "crime=domestic-abuse&place=Leeds&age=30&language=pl&referral=self" },
  form = { "POST", "/find", "application/x-www-form-urlencoded", "crime=domestic-abuse&place=Leeds&age=30&language=pl&referral=self" },
  words = { "POST", "/find", "application/x-www-form-urlencoded", "q=somebody+keeps+following+me+home+from+work&place=Leeds" },
  chat = { "POST", "/api/chat", "application/json", '{"message": "somebody keeps following me home from work"}' },
}
local post, get
local shown = {}

function init(args)
  post = kinds[args[1]]
  get = not post and args[1]
end

function request()
  if get then return wrk.format("GET", get) end
  -- A posted form is answered with the address of its page, which is asked for next.
  local page = table.remove(shown)
  if page then return wrk.format("GET", page) end
  local headers = { ["Content-Type"] = post[3] }
  if post ~= kinds.form and post ~= kinds.chat then headers["HX-Request"] = "true" end
  return wrk.format(post[1], post[2], headers, post[4])
end

function response(status, headers, body)
  local page = status == 303 and (headers["Location"] or headers["location"])
  if page then table.insert(shown, (page:gsub("#.*", ""))) end
end

function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format('\n{"requests": %d, "seconds": %f, "p50": %f, "p95": %f, "errors": %d}\n', summary.requests,
    summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(95) / 1e3, e.connect + e.read + e.write + e.status + e.timeout))
end
