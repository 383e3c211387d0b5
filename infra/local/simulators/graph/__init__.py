"""The simulated WhatsApp Cloud API (Graph): what Meta's servers answer and what they post to the business."""
