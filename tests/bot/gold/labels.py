"""The labels that the gold set may use; README.md beside this file says what each means."""

from __future__ import annotations

KINDS = {"danger", "suicide", "child", "medical"}
GUIDES = {
    "reporting",
    "interpreter",
    "personal-statement",
    "witness",
    "special-measures",
    "compensation",
    "review",
    "restorative-justice",
    "property",
    "offender-release",
    "complain",
}
RIGHTS = GUIDES | {str(number) for number in range(1, 13)}
TOPICS = {
    "domestic-abuse",
    "sexual-violence",
    "child-sexual-abuse",
    "stalking-harassment",
    "forced-marriage-hbv",
    "fgm",
    "modern-slavery-trafficking",
    "child-criminal-exploitation",
    "gangs-serious-violence",
    "hate-crime",
    "fraud-cyber",
    "burglary-theft",
    "robbery",
    "assault",
    "homicide-bereavement",
    "road-crash",
    "antisocial-behaviour",
    "image-based-abuse",
    "business-crime",
    "terrorism",
    "unsure",
    "own-behaviour",
}
GROUPS = {"urgent-explicit", "urgent-indirect", "hard-negative", "topic", "rights", "out-of-scope"}
COVERS = {
    "free-telling",
    "guided-choices",
    "correction",
    "two-needs",
    "question-in-the-middle",
    "will-you-tell-my-mum",
    "do-i-have-to-tell-police",
    "misunderstanding-two",
    "misunderstanding-three",
    "stop",
    "start-again",
    "thanks",
    "are-you-a-person",
    "friend",
    "parent",
    "professional",
    "under-18",
    "language-change",
    "just-show-me",
    "urgent-in-the-middle",
}
