"""Tests of the agent against a scripted terminal and an LP service on a real socket."""
