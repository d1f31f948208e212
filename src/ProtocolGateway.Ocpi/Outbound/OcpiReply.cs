using System.Net;
using System.Text;

namespace ProtocolGateway.Ocpi.Outbound;

/// <summary>What came of one call. The set is closed.</summary>
internal abstract record OcpiReply
{
    private OcpiReply() { }

    /// <param name="Whole">False when the connection broke, or time ran out, before the body was read to its end.</param>
    /// <param name="RetryAfter">How long they asked us to wait.</param>
    public sealed record Answered(HttpStatusCode Status, byte[] Body, bool Whole, string? Location, TimeSpan? RetryAfter) : OcpiReply
    {
        /// <summary>The <c>Link</c> headers as they came (ocpi.md 1.7).</summary>
        public IReadOnlyList<string> Links { get; init; } = [];

        /// <summary>How many objects a list has in all; null when that was not told.</summary>
        public long? TotalCount { get; init; }

        public bool IsSuccess => (int)Status is >= 200 and < 300;

        /// <summary>Status line, what headers say of the outcome, and body, for the journal.</summary>
        public override string ToString()
        {
            var text = new StringBuilder().Append("HTTP ").Append((int)Status).Append(' ').Append(Status);
            if (Location is not null) text.Append("\nLocation: ").Append(Location);
            return text.Append("\n\n").Append(Encoding.UTF8.GetString(Body)).ToString();
        }
    }

    /// <summary>It did not get there as a whole: nobody acted on it.</summary>
    public sealed record Unheard(string Text) : OcpiReply;

    /// <summary>It was sent to its end, and nothing came back.</summary>
    public sealed record Lost(string Text) : OcpiReply;
}
