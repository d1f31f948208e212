using ProtocolGateway.Canonical;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>ocpi.md 6.3: since 2.2 twentyfourseven is always said, and regular hours only beside a no.</summary>
internal sealed class OpeningTimesStep() : RecordStep<Location>(
    "opening-times", "Regular hours without a word on twentyfourseven mean no; beside a yes they have no place.")
{
    protected override ValueTask<Hold?> CompleteAsync(Location record, Completion completion, CancellationToken cancellation)
    {
        if (record.OpeningTimes is { } hours)
            completion.Message = hours switch
            {
                { Twentyfourseven: null } => Say(record, hours, completion),
                { Twentyfourseven: true, RegularHours.Count: > 0 } => Leave(record, hours, completion),
                _ => record,
            };
        return new((Hold?)null);
    }

    private static Location Say(Location record, Hours hours, Completion completion)
    {
        completion.Supplied("opening_times.twentyfourseven", "no, since it tells hours");
        return record with { OpeningTimes = hours with { Twentyfourseven = false } };
    }

    private static Location Leave(Location record, Hours hours, Completion completion)
    {
        completion.Losses.Add(new Loss(LossKind.Untold, "opening_times.regular_hours", "it is always open"));
        return record with { OpeningTimes = hours with { RegularHours = null } };
    }
}
