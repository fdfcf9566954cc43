// Stands for the built application in a recording.
