"""The sentences of the talk that the site says by itself, in English, which is also their translation key.

They are the assistant's own sentences wherever it has one, so that nothing is translated twice and nobody hears a
difference when the talk goes on without it.
"""

from __future__ import annotations

from finder.chat.plan import Option


def _(sentence: str) -> str:
    """Marks a sentence for translation; it is translated where it is shown."""
    return sentence


YOUNG = (
    _("Each service has its own rules about keeping under 18s safe."),
    _("It may have to tell someone when a young person is in danger."),
    _("You can ask about this before you say more."),
)
"""Said once to, or about, somebody under 18."""

REDACTED = _("I cut out names, numbers or addresses. You do not need to give them.")
EMPTY = _("You can write a few words, or pick one of these.")
NOT_OFFERED = _("That choice does not work here. Please pick one of these, or write in your own words.")
OWN_WORDS = _("Please write it in your own words. A few words are enough.")
LAPSED = _("To keep you private, I forgot what we talked about before. We can start again.")
WHICH_PLACE = _("Which place did you mean? Until you choose, I look in all of them.")
NO_MORE = _("Those are all the services I know for this. You can change the place, or what happened.")
GUESS = _("If I guessed wrong, please tell me in other words.")
MEANT = _("My best guess is one of these. It may be wrong.")

ASK_TOPIC = (_("What has happened?"), _("You can use your own words, or pick one."))
ASK_AUDIENCE = (_("Who is this for?"),)
AGES_MATTER = _("Some services are only for some ages.")
TOWN = _("A town, or the first half of a postcode, is enough.")
ASK_AGE = {
    "self": (_("How old are you?"), AGES_MATTER),
    "child": (_("How old is the child?"), AGES_MATTER),
    "friend": (_("How old are they?"), AGES_MATTER),
    "professional": (_("How old is the person you are helping?"), AGES_MATTER),
}
ASK_PLACE = {
    "self": (_("Where do you live?"), TOWN),
    "child": (_("Where does the child live?"), TOWN),
    "friend": (_("Where do they live?"), TOWN),
    "professional": (_("Where does the person you are helping live?"), TOWN),
}
SERVICES = {
    "self": _("Here are services that can help."),
    "child": _("Here are services that can help the child, or you."),
    "friend": _("Here are services that can help them, or you."),
    "professional": _("Here are services for the person you are helping."),
}
POLICE = {
    "self": (
        _("In most cases you do not have to tell the police."),
        _("Many services help people who have not told the police."),
    ),
    "friend": (
        _("In most cases they do not have to tell the police."),
        _("Many services help people who have not told the police."),
    ),
    "professional": (
        _("Your own safeguarding rules say when you have to tell the police."),
        _("Many services take people who have not told the police."),
    ),
}
MORE = _("Here are more services.")
EARLY = _("The next answers can make this list fit better.")
HEARD = _("Thank you for telling me.")
SEVERAL = (_("You told me about more than one thing."), _("I look for help with each of them."))
CHANGED = _("I have changed that.")
WHAT_TO_CHANGE = _("What would you like to change?")

ANSWERS: dict[str, tuple[str, ...]] = {
    "greet": (_("Hello."), _("I can help you find support after a crime.")),
    "thank": (_("You are welcome."),),
    "no": (_("That is fine."),),
    "private": (
        _("I do not know who you are."),
        _("I do not tell your family, school, work or the police what you write."),
        _("It is gone 15 minutes after you stop, or at once when you end the talk."),
        _("A service you contact has its own rules about what it must pass on, and you can ask about them first."),
    ),
    "person": (
        _("I am a computer program, not a person."),
        _("If you want to talk to a person, I can show you who to call or text."),
    ),
    "how": (
        _("I find services that help people after a crime."),
        _("I ask up to four short questions, and you can skip each one."),
        _("You can write in your own words and in your own language."),
        _("I cannot call anyone for you."),
    ),
    "safe": (_("Thank you for telling me."), _("If that changes, the emergency numbers stay on this page.")),
    "rights": (_("The Victims’ Code says what you can expect after a crime."),),
}
OTHER = (_("Sorry, that was not right."), _("What would you like instead?"))
UPSET = (_("Sorry, I got that wrong."), _("I am a program, and I make mistakes."))
AGAIN = (_("We start again."),)
END = (_("Take care."), _("What you told me is now cleared."), _("You can come back at any time."))
URGENT = (_("If you can, call or text one of these now."), _("You can come back and carry on here."))
OWN_BEHAVIOUR = (
    _("You can talk to someone about this."),
    _("These lines are for people who worry about what they do or might do."),
)
NOT_UNDERSTOOD = (
    _("Sorry, I did not understand that."),
    _("I find services that help people after a crime."),
    _("You can try other words, or pick one of these."),
)
STILL_NOT = (_("Sorry, I still do not understand."), _("You can pick one of these."))
PEOPLE = (_("It may be easier to talk to a person."), _("You can call or text one of these."))
NOT_CRIME = (_("I can only help with crime, and with finding support after it."),)

SKIP = Option(_("I would rather not say"), "skip")
SHOW = Option(_("Just show me who can help"), "show")
OTHER_SERVICES = Option(_("Show me other services"), "show")
MORE_SERVICES = Option(_("Show me more services"), "more")
OTHER_PLACE = Option(_("Look in another place"), "change:place")
OTHER_TOPIC = Option(_("Something else happened"), "change:topic")
START_AGAIN = Option(_("Start again"), "again")
CLEAR = Option(_("End and clear this talk"), "end")
IN_OWN_WORDS = Option(_("Something else, in my own words"), "own-words")
TELL_AGAIN = Option(_("Tell it again, in my own words"), "own-words")

HUB = (MORE_SERVICES, OTHER_PLACE, OTHER_TOPIC, START_AGAIN, CLEAR)
ON = (SKIP, SHOW)
AUDIENCES = (
    Option(_("Me"), "audience:self"),
    Option(_("A child I look after"), "audience:child"),
    Option(_("A friend or someone in my family"), "audience:friend"),
    Option(_("Someone I help through my work"), "audience:professional"),
)
AGES = (
    Option(_("12 or younger"), "age:0-12"),
    Option(_("13 to 15"), "age:13-15"),
    Option(_("16 or 17"), "age:16-17"),
    Option(_("18 to 25"), "age:18-25"),
    Option(_("26 to 59"), "age:26-59"),
    Option(_("60 or older"), "age:60-120"),
)
CHANGES = (
    Option(_("What happened"), "change:topic"),
    Option(_("Who it is for"), "change:audience"),
    Option(_("The age"), "change:age"),
    Option(_("The place"), "change:place"),
    START_AGAIN,
)
