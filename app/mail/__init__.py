"""An outbox: mail is written with the change and sent afterwards."""
