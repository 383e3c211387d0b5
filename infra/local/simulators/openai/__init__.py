"""A stand-in for the OpenAI API: its real HTTP protocol, and behind it rules instead of a model.

It understands nothing. It is there so that the official client, our prompts' schemas, every error and every count of
tokens are exercised without a key, and so that the same request always gets the same answer:

- a question with a JSON schema gets an instance that satisfies it (without `pattern`s that no sample of ours meets);
- our question for rewordings (a schema named `Rewordings`) gets rewordings made of tables of synonyms and openings and
  of moved sentences. **Every fourth breaks a rule on purpose**: it lacks a placeholder, else has another number, else
  is almost the original; so the checks have something to catch;
- our question for notes about a customer (`LearnedFacts`) gets what plain statements say: "my name is", "I live in", "I
  am allergic to" and a few more, in English; `learning.py` names them;
- a tool is called where `tool_choice` demands one, or where the last user message names it ("hand over": `hand_over`);
- any other question gets the sentence of the conversation that shares most words with it, or its own words back;
- embeddings are hashed words and parts of words: texts that share words lie near each other, synonyms do not;
- an image is described by its type, size and digest, and audio is transcribed so too, unless its bytes are plain text.

Tokens are counted by a rule of thumb. Nothing streams.
"""
