using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Inbound.Objects;

/// <summary>Which object, or which part of one, a request is about.</summary>
/// <param name="Id">As the address spells it.</param>
/// <param name="Parts">The ids of its parts, from the outside in; empty for the whole.</param>
/// <param name="Types">A token's type; several where the version's addresses don't tell it. Empty for what has none.</param>
internal sealed record ObjectAddress(PartyId Owner, string Id, IReadOnlyList<(ObjectPart Part, string Id)> Parts, IReadOnlyList<TokenType> Types)
{
    // A card is what most tokens are.
    private static readonly TokenType[] AllTypes = [TokenType.RFID, .. Enum.GetValues<TokenType>().Where(t => t != TokenType.RFID)];

    /// <summary>Null with the refusal of an address that is none of the caller's, or that can't be understood.</summary>
    public static ObjectAddress? Read(OcpiCall call, ObjectModule module, out Refusal? refusal)
    {
        refusal = null;
        if (!PartyId.TryParse($"{call.Value("country")}*{call.Value("party")}", out var owner) || !module.Owners.Any(role => call.Partner.SpeaksFor(role, owner!)))
        {
            refusal = new(RefusalKind.Unknown, "", $"{call.Value("country")}*{call.Value("party")} is no {string.Join(" or ", module.Owners)} of yours");
            return null;
        }
        var types = Array.Empty<TokenType>();
        if (module.HasType)
        {
            if (!call.Version.Routes) types = AllTypes;
            else if (call.Query("type") is not { } text) types = [TokenType.RFID];
            else if (Enum.TryParse<TokenType>(text, out var type) && Enum.IsDefined(type) && !char.IsAsciiDigit(text[0])) types = [type];
            else
            {
                refusal = new(RefusalKind.BadContent, "type", $"'{text}' is no TokenType");
                return null;
            }
        }
        return new(owner!, call.Value("id")!, PartsOf(call, module), types);
    }

    /// <summary>The parts that the address names, from the outside in.</summary>
    public static IReadOnlyList<(ObjectPart Part, string Id)> PartsOf(OcpiCall call, ObjectModule module) =>
        [.. module.Parts.TakeWhile(p => call.Value(p.Name) is not null).Select(p => (p, call.Value(p.Name)!))];

    /// <summary>What the object may be known by.</summary>
    public IEnumerable<string> Keys => Types.Count == 0 ? [PublishedKeys.Of(Id)] : Types.Select(type => PublishedKeys.OfToken(Id, type));

    /// <summary>The object's own ids where they differ from the address's.</summary>
    public IEnumerable<Fault> FindDifferences(object record)
    {
        var (party, member, id) = record switch
        {
            Location location => (location.Party, "id", location.Id),
            Tariff tariff => (tariff.Party, "id", tariff.Id),
            Token token => (token.Party, "uid", token.Uid),
            InvoiceReconciliationRecord invoice => (invoice.Party, "id", invoice.Id),
            _ => throw new ArgumentException($"{record.GetType().Name} has no address.", nameof(record)),
        };
        if (!Owner.Equals(party)) yield return new("country_code, party_id", $"{party} stands there and {Owner} in the address");
        if (!Ids.Same(id?.Trim(), Id.Trim())) yield return new(member, $"'{id}' stands there and '{Id}' in the address");
        if (record is Token { Type: { } type } && !Types.Contains(type)) yield return new("type", $"'{type}' stands there and '{Types[0]}' in the address");
    }
}
