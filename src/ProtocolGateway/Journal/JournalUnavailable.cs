namespace ProtocolGateway.Journal;

/// <summary>The journal is full, locked by another process, or too many wait for it: nothing of what was asked is stored.</summary>
/// <param name="Text">In words for a log or an answer; names no path.</param>
internal sealed record JournalUnavailable(string Text);

/// <summary>What became of something given to the writer: its result, durable, or nothing.</summary>
internal readonly record struct Written<T>(T? Value, JournalUnavailable? Unavailable)
{
    public static implicit operator Written<T>(JournalUnavailable unavailable) => new(default, unavailable);
}
