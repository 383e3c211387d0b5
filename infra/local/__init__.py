"""The local stack: emulators, function host, simulators and seed data on 127.0.0.1."""
