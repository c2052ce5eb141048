"""What a person does at a counter: one file a use case; `ports` names what they need."""
