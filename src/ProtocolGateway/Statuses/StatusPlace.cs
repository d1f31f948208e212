using ProtocolGateway.Canonical;

namespace ProtocolGateway.Statuses;

/// <summary>What a report is about.</summary>
public enum StatusScope { Evse, Connector, Station, Pool }

/// <summary>One thing that is reported on, as the journal knows it.</summary>
/// <param name="Owner">The key of the CPO that reports it: nobody's report changes what another says.</param>
/// <param name="Key">
/// An EVSE's id in upper case, since two that are equal without separators only are two; a pool, station or connector is compared
/// without separators (translation.md sections 1 and 2).
/// </param>
internal sealed record StatusPlace(string Owner, StatusScope Scope, string Key)
{
    public static StatusPlace Of(PartyId owner, StatusScope scope, string id) =>
        new(owner.Key, scope, scope == StatusScope.Evse ? id.Trim().ToUpperInvariant() : Ids.Key(id));

    /// <summary>What deliveries and findings call it.</summary>
    public string FactKey => $"evse|{Owner}|{Key}";
}
