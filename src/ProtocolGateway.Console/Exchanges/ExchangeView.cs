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
/// <param name="Asked">What partners were asked, so that it could be answered.</param>
public sealed record ExchangeView(
    Guid Id, string? Partner, string Operation, DateTimeOffset ReceivedAt, ExchangeResult Result, string Headers,
    string? Received, string? ReceivedBase64, JsonElement? Canonical, string? Answer, string? Refusal, IReadOnlyList<AskView> Asked,
    IReadOnlyList<DeliveryView> Deliveries);

/// <summary>What one partner was asked.</summary>
public sealed record AskView
{
    public string Partner { get; init; } = "";

    /// <summary>The canonical name.</summary>
    public string Message { get; init; } = "";

    /// <summary><c>Answered</c>, or why there was no answer.</summary>
    public string Result { get; init; } = "";

    /// <summary>The document as sent.</summary>
    public string? Sent { get; init; }

    public string? Answer { get; init; }
}
