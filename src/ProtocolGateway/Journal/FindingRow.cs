namespace ProtocolGateway.Journal;

/// <summary>Something that a person should look at.</summary>
public sealed class FindingRow
{
    public long Id { get; init; }

    /// <summary><c>DiffersFromFirst</c>, <c>DeliveryRefused</c>, <c>PartnerPaused</c>, ...</summary>
    public string Code { get; init; } = "";

    public string Text { get; init; } = "";

    /// <summary>What it is about: a fact's key, <c>partner:acme-cpo</c>, <c>session:...</c>.</summary>
    public string Subject { get; init; } = "";

    public DateTimeOffset At { get; init; }

    public FindingState State { get; set; }
}

public enum FindingState { Open, Settled }
