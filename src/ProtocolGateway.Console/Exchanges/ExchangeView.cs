using System.Text.Json;
using ProtocolGateway.Console.Deliveries;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Console.Exchanges;

/// <summary>What a query brings of an exchange.</summary>
public sealed record ExchangeHead
{
    public Guid Id { get; init; }

    public string? Partner { get; init; }

    public string Operation { get; init; } = "";

    public DateTimeOffset ReceivedAt { get; init; }

    public ExchangeResult Result { get; init; }

    public byte[] Body { get; init; } = [];

    public string Headers { get; init; } = "";

    public byte[]? Canonical { get; init; }

    public string? Answer { get; init; }

    public string? Refusal { get; init; }
}

/// <summary>One thing heard, and everything that followed from it.</summary>
/// <param name="Received">The bytes as text; null when they are no UTF-8.</param>
/// <param name="ReceivedBase64">The bytes, when they are no UTF-8.</param>
/// <param name="Canonical">What it says; null when it was refused.</param>
public sealed record ExchangeView(
    Guid Id, string? Partner, string Operation, DateTimeOffset ReceivedAt, ExchangeResult Result, string Headers,
    string? Received, string? ReceivedBase64, JsonElement? Canonical, string? Answer, string? Refusal, IReadOnlyList<DeliveryView> Deliveries);
