using ProtocolGateway.Canonical;

namespace ProtocolGateway.Ocpi.Inbound.Objects;

/// <summary>The parts of records that have addresses.</summary>
internal static class ObjectParts
{
    /// <summary>The record with those of its EVSEs that were there before and have no words in the version by which it was changed.</summary>
    public static object WithUntold(object record, object before)
    {
        if (record is not Location location || before is not Location known) return record;
        var told = (location.Evses ?? []).Select(e => e.Uid).ToHashSet(StringComparer.OrdinalIgnoreCase);
        List<Evse> untold = [.. (known.Evses ?? []).Where(e => !told.Contains(e.Uid))];
        return untold.Count == 0 ? location : location with { Evses = [.. location.Evses ?? [], .. untold] };
    }

    /// <summary>Whether the record has the part of that address.</summary>
    public static bool Has(object record, ObjectAddress address)
    {
        if (address.Parts.Count == 0) return true;
        var evse = (record as Location)?.Evses?.FirstOrDefault(e => Ids.Same(e.Uid?.Trim(), address.Parts[0].Id.Trim()));
        return evse is not null && (address.Parts.Count == 1 || evse.Connectors?.Any(c => Ids.Same(c.Id?.Trim(), address.Parts[1].Id.Trim())) == true);
    }
}
