using ProtocolGateway.Canonical;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip.Outbound;

/// <summary>
/// Says how an EVSE stands to a hub: availability first, then the busy state, each in a call of its own and only what the delivery
/// has; or both in one call to a partner that is set so (translation.md section 9).
/// </summary>
internal sealed class StatusTeller(IReadOnlyList<EmipOperation> operations, Func<Delivery, CancellationToken, Task<Outcome>> tell)
{
    public async Task<Outcome> TellAsync(Delivery delivery, CancellationToken cancellation)
    {
        var said = new List<Outcome>(2);
        foreach (var call in Calls(delivery))
        {
            var outcome = await tell(call, cancellation);
            said.Add(outcome);
            // What was taken may be said again: the delivery as a whole is. A refusal of one half is no reason to keep back the other.
            if (outcome is not (Outcome.Delivered or Outcome.Refused)) break;
        }
        return Together(said);
    }

    /// <summary>What is said, call by call.</summary>
    public IEnumerable<Delivery> Calls(Delivery delivery)
    {
        var report = ((EvseStatusChanged)delivery.Message).Report;
        if (((EmipOptions)delivery.Partner.Settings).SyntheticStatus)
        {
            yield return Call(delivery, delivery.Id, EmipProtocol.SetEvseSyntheticStatus, report);
            yield break;
        }
        if (report.Availability is not null)
            yield return Call(delivery, delivery.Id, EmipProtocol.SetEvseAvailabilityStatus, report with { Busy = null });
        // Each request has a transactionId of its own, the same at every attempt.
        if (report.Busy is not null)
            yield return Call(delivery, report.Availability is null ? delivery.Id : Second(delivery.Id), EmipProtocol.SetEvseBusyStatus, report with { Availability = null });
    }

    private Delivery Call(Delivery delivery, Guid id, string operation, EvseStatusReport report)
    {
        var message = new EvseStatusChanged { Report = report };
        var said = operations.Single(o => o.Name == operation);
        return delivery with
        {
            Id = id,
            Operation = said,
            Heard = message,
            Message = message,
            Mapping = delivery.Mappings.Find(EmipProtocol.Dialect, said.Mapping!, delivery.Partner.Id),
        };
    }

    private static Guid Second(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        bytes[^1] ^= 1;
        return new(bytes);
    }

    /// <summary>What keeps it from being delivered counts; the documents are those of all calls.</summary>
    private static Outcome Together(List<Outcome> said)
    {
        if (said is [var only]) return only;
        var decisive = said.Find(o => o is not (Outcome.Delivered or Outcome.Refused)) ?? said.Find(o => o is Outcome.Refused) ?? said[^1];
        return decisive with
        {
            Sent = Join(said.Select(o => o.Sent)),
            Answer = Join(said.Select(o => o.Answer)),
            Losses = [.. said.SelectMany(o => o.Losses).Distinct()],
        };
    }

    private static string? Join(IEnumerable<string?> documents) =>
        documents.OfType<string>().ToList() is { Count: > 0 } all ? string.Join("\n\n", all) : null;
}
