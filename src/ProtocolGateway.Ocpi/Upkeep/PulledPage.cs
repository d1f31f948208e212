using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Upkeep;

/// <summary>A page of a partner's list, and what is to be journaled of its objects.</summary>
internal sealed record PulledPage(Partner Partner, OcpiVersion Version, Uri Url, string CorrelationId, DateTimeOffset At, IReadOnlyList<ReadOnlyMemory<byte>> Items)
{
    /// <summary>One object as it came.</summary>
    public Heard Heard(string operation, int item) => Heard(operation) with
    {
        // A copy: the page is not kept for the sake of one of its objects.
        Body = Items[item].ToArray(),
    };

    /// <summary>What is said by the page, whichever object told it.</summary>
    public Heard Heard(string operation) => new()
    {
        Partner = Partner,
        Protocol = OcpiProtocol.ProtocolName,
        Operation = operation,
        ReceivedAt = At,
        Body = default,
        Headers = $"GET {Url}\n{OcpiHeaders.CorrelationId}: {CorrelationId}",
        Asked = true,
    };

    /// <summary>The faults at their places in the page: <c>data[3]/total_energy</c>.</summary>
    public static Refusal Refusal(int item, IReadOnlyList<Fault> faults) => new(
        RefusalKind.BadContent, [.. faults.Select(f => f with { Place = f.Place.Length == 0 ? $"data[{item}]" : $"data[{item}]/{f.Place}" })]);
}
