using System.Text.Json.Serialization;
using ProtocolGateway.Journal;
using ProtocolGateway.Mapping;

namespace ProtocolGateway.Console.Deliveries;

/// <summary>A delivery in a list.</summary>
public record DeliveryView
{
    /// <summary>Where a page that ends here goes on.</summary>
    [JsonIgnore]
    public long Sequence { get; init; }

    public Guid Id { get; init; }

    public Guid ExchangeId { get; init; }

    /// <summary>The canonical message's name: <c>ChargeDetailRecordIssued</c>.</summary>
    public string Message { get; init; } = "";

    public string Key { get; init; } = "";

    /// <summary>The partner who said it.</summary>
    public string? From { get; init; }

    /// <summary>The partner who is owed it; null while none is known.</summary>
    public string? To { get; init; }

    /// <summary>The party on whose behalf it is said: <c>FR*798</c>.</summary>
    public string? FromParty { get; init; }

    public string? ToParty { get; init; }

    public DeliveryState State { get; init; }

    public string? ReasonCode { get; init; }

    public string? Reason { get; init; }

    public int Attempts { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>A delivery with all that is known of it.</summary>
public sealed record WholeDelivery : DeliveryView
{
    public WholeDelivery(DeliveryView delivery) : base(delivery) { }

    /// <summary>The document as last sent.</summary>
    [JsonPropertyOrder(1)]
    public string? Sent { get; init; }

    /// <summary>The partner's last answer, with its status line.</summary>
    [JsonPropertyOrder(1)]
    public string? Answer { get; init; }

    [JsonPropertyOrder(1)]
    public IReadOnlyList<Loss> Losses { get; init; } = [];

    /// <summary>The version of the mapping files that it was said by last, or could not be.</summary>
    [JsonPropertyOrder(1)]
    public string? MappingVersion { get; init; }

    [JsonPropertyOrder(1)]
    public IReadOnlyList<MoveView> History { get; init; } = [];
}

/// <summary>One move, with time and cause. An attempt that changed nothing moves to the state that it was in.</summary>
public sealed record MoveView
{
    public DateTimeOffset At { get; init; }

    /// <summary>Null for the first.</summary>
    public DeliveryState? From { get; init; }

    public DeliveryState To { get; init; }

    public string Cause { get; init; } = "";

    [JsonIgnore]
    public string? Sent { get; init; }

    [JsonIgnore]
    public string? Answer { get; init; }

    [JsonIgnore]
    public string? Losses { get; init; }

    /// <summary>The version of the mapping files that it was said by, or could not be; null where nothing was tried.</summary>
    public string? MappingVersion { get; init; }
}
