using ProtocolGateway.Canonical;
using ProtocolGateway.Protocols;
using ProtocolGateway.Rating;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>
/// translation.md sections 8 and 10: the cost of a session that we tell whole. In the end it is its record's; before, what is certain for
/// what the meters showed when they were read last.
/// </summary>
internal sealed class SessionPriceStep() : RecordStep<Session>(
    "session-price", "What a session that tells no cost costs by the tariff that the agreement names, where that is certain; a cost that only stands for an unknown one is left out.")
{
    protected override async ValueTask<Hold?> CompleteAsync(Session record, Completion completion, CancellationToken cancellation)
    {
        record = WithoutStopgap(record, completion);
        completion.Message = record;
        // Whoever dates its sessions tells them whole, and would have told a cost.
        if (record.LastUpdated is not null || record.TotalCost is not null || Settled(record) is not { } told) return null;
        var isLast = record.Status is SessionStatus.COMPLETED;
        var price = isLast ? await AgreedPrice.FindKeptAsync(completion, cancellation).ConfigureAwait(false) : null;
        if (price is null)
        {
            (price, _) = await AgreedPrice.RateAsync(told, told.CdrLocation, completion, cancellation).ConfigureAwait(false);
            // The record of the same exchange is told the same, and so is a repeat; what it costs so far is outdated by the next reading.
            if (isLast) completion.Rated = price;
        }
        if (price is not null) completion.Message = Apply(price, record);
        return null;
    }

    /// <summary>As in a record, 0 from a partner that means an unknown cost by it is none.</summary>
    private static Session WithoutStopgap(Session record, Completion completion)
    {
        if (record.TotalCost is not { BeforeTaxes: 0 } || completion.Source is not { ZeroMeansUnknown: true } source) return record;
        completion.Losses.Add(new Loss(LossKind.Untold, "total_cost", Pricing.ZeroIsUnknown(source)));
        return record with { TotalCost = null, Currency = record.LastUpdated is null ? null : record.Currency };
    }

    /// <summary>The session up to its last reading; null where none was taken, it has not begun, or it ended after it without a record.</summary>
    private static ChargeDetailRecord? Settled(Session record)
    {
        if (record.Status is SessionStatus.PENDING or SessionStatus.INVALID) return null;
        if (record is not { StartDateTime: not null, ReadAt: { } read, Kwh: not null } || (record.Status is SessionStatus.COMPLETED && !(read >= record.EndDateTime))) return null;
        return new()
        {
            Party = record.Party,
            Id = record.Id,
            SessionId = record.Id,
            CpoSessionId = record.CpoSessionId,
            StartDateTime = record.StartDateTime,
            EndDateTime = record.EndDateTime < read ? record.EndDateTime : read,
            TotalEnergy = record.Kwh,
            CdrLocation = new CdrLocation { Id = record.LocationId, EvseUid = record.EvseUid, EvseId = record.EvseId },
        };
    }

    private static Session Apply(RatedPrice price, Session record) => record with
    {
        TotalCost = price.TotalCost,
        Currency = price.Tariff.Currency,
        ChargingPeriods = price.In(record.ChargingPeriods),
    };
}
