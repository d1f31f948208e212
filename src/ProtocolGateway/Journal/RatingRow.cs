namespace ProtocolGateway.Journal;

/// <summary>What a record was rated at when it was told first.</summary>
public sealed class RatingRow
{
    /// <summary>In which the record was heard.</summary>
    public Guid ExchangeId { get; init; }

    /// <summary>The <see cref="Rating.RatedPrice"/> as <see cref="Canonical.CanonicalJson"/>.</summary>
    public byte[] Body { get; init; } = [];

    public DateTimeOffset At { get; init; }
}
