using ProtocolGateway.Canonical;

namespace ProtocolGateway.Directory;

/// <summary>What a held delivery may wait for, as <see cref="Protocols.Hold.WaitsFor"/> and the journal's changes name it.</summary>
public static class Subjects
{
    /// <summary>An EVSE by its public id: <c>location:FR798EHALLES01</c>.</summary>
    public static string Location(string evseId) => $"location:{Ids.Key(evseId)}";

    /// <summary>An EVSE by its CPO's own id: <c>evse-uid:FR798:3256</c>.</summary>
    public static string EvseUid(PartyId cpo, string uid) => $"evse-uid:{cpo.Key}:{uid.Trim().ToUpperInvariant()}";

    /// <summary>A token, whoever issued it: <c>token:RFID:04A2B3C4D5E680</c>.</summary>
    public static string Token(TokenType type, string uid) => $"token:{type}:{Ids.Key(uid)}";

    /// <summary>A contract: <c>contract:DEABCC12345678</c>.</summary>
    public static string Contract(string contractId) => $"contract:{Ids.Key(contractId)}";

    /// <summary>A tariff: <c>tariff:FR798:T-1</c>.</summary>
    public static string Tariff(PartyId cpo, string id) => $"tariff:{cpo.Key}:{id.Trim().ToUpperInvariant()}";

    /// <summary>Everything that the arrival of a location releases.</summary>
    public static IEnumerable<string> Of(Location location)
    {
        foreach (var evse in location.Evses ?? [])
        {
            if (evse.EvseId is { } id) yield return Location(id);
            if (evse.Uid is { } uid) yield return EvseUid(location.Party!, uid);
        }
    }

    /// <summary>Everything that the arrival of a token releases, under each type that it may be asked for by.</summary>
    public static IEnumerable<string> Of(Token token)
    {
        foreach (var type in TokenTypes.Alike(token.Type!.Value)) yield return Token(type, token.Uid!);
        if (token.ContractId is { } contract) yield return Contract(contract);
    }
}
