"""What the laboratory must meet: queues whose answer is known exactly, and the page that shows both."""
