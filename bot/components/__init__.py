"""The parts of the assistant that are ours: the channel, the store that forgets, and three steps of Rasa's pipeline."""
