using ProtocolGateway.Canonical;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>ocpi.md 6.3, time_zone: mandatory since 2.2. Policy: the country's, where it has only one.</summary>
internal sealed class TimeZoneStep() : RecordStep<Location>("time-zone", "The time zone of the location's country, where it has only one.")
{
    protected override ValueTask<Hold?> CompleteAsync(Location record, Completion completion, CancellationToken cancellation)
    {
        if (record.TimeZone is not null) return new((Hold?)null);
        if (TimeZones.Of(record.Country) is not { } zone)
            return new(new Hold("NoTimeZone", $"The location {record.Id} names no time zone, and {record.Country ?? "its country"} has none of its own or several."));
        completion.Supplied("time_zone", $"{zone}, the only one of {record.Country}");
        completion.Trail?.Made("time_zone", "country");
        completion.Message = record with { TimeZone = zone };
        return new((Hold?)null);
    }
}
