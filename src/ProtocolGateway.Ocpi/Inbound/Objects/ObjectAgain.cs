using ProtocolGateway.Canonical;
using ProtocolGateway.Mapping;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Inbound.Objects;

/// <summary>Reads sessions and published objects again, as far as they were told whole.</summary>
/// <param name="module">OCPI's ModuleID.</param>
/// <param name="mapping">The mapping file of an object.</param>
/// <param name="owners">Who owns such objects.</param>
internal sealed class ObjectAgain(string module, string mapping, IReadOnlyList<Role> owners)
{
    /// <summary>Null for what was told of a part.</summary>
    public Reading? Read(HeardAgain heard)
    {
        var address = HeardAddress.Of(heard, module);
        if (address.IsOfPart) return null;
        if (JsonBody.Read(heard.Body.Span, out var refusal) is not { } document) return new(null, refusal!.Faults, null, []);
        if (heard.Mappings.Find(address.Version.Dialect, mapping, heard.Partner.Id) is not { } compiled)
            return new(null, [], new Hold("NoMapping", $"no mapping {address.Version.Dialect}/{mapping} is in force", $"mapping:{address.Version.Dialect}"), []);
        var reading = compiled.Read(document, document.Root, ReadContext.Default with { Trail = heard.Trail });
        return reading.Message is { } record ? reading with { Message = Wrap(Own(record, address, heard)) } : reading;
    }

    private object Own(object record, HeardAddress address, HeardAgain heard) =>
        address.Owner is { } owner ? Ownership.Give(record, owner) : Ownership.Give(record, heard.Partner, owners[0]);

    private static object Wrap(object record) => record switch
    {
        Session session => new SessionUpdated { Session = session },
        Location location => new LocationPublished { Location = location },
        Tariff tariff => new TariffPublished { Tariff = tariff },
        Token token => new TokenPublished { Token = token },
        _ => record,
    };
}
