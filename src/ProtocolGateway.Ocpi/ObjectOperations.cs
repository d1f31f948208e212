using ProtocolGateway.Canonical;
using ProtocolGateway.Ocpi.Inbound.Objects;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi;

/// <summary>What is said and heard of objects that belong to the client (ocpi.md 1.9), in every version the same way.</summary>
internal static class ObjectOperations
{
    public static IReadOnlyList<Operation> All { get; } =
    [
        new OcpiOperation("PUT locations", typeof(LocationPublished), "location", "PUT", "locations", Side.Receiver)
        {
            IsNews = true,
            ReadAgain = Again("locations"),
            Path = matter => matter is Location location ? OcpiOperation.Owned(location.Party, location.Id) : [],
        },
        new OcpiOperation("PUT tariffs", typeof(TariffPublished), "tariff", "PUT", "tariffs", Side.Receiver)
        {
            IsNews = true,
            ReadAgain = Again("tariffs"),
            Fits = matter => matter is Tariff,
            Path = matter => matter is Tariff tariff ? OcpiOperation.Owned(tariff.Party, tariff.Id) : [],
        },
        new OcpiOperation("DELETE tariffs", typeof(TariffPublished), null, "DELETE", "tariffs", Side.Receiver)
        {
            IsNews = true,
            Fits = matter => matter is WithdrawnTariff,
            Path = matter => matter is WithdrawnTariff tariff ? OcpiOperation.Owned(tariff.Party, tariff.Id) : [],
            UnknownIsTaken = true,
        },
        new OcpiOperation("PUT tokens", typeof(TokenPublished), "token", "PUT", "tokens", Side.Receiver)
        {
            IsNews = true,
            ReadAgain = Again("tokens"),
            Path = matter => matter is Token token ? OcpiOperation.Owned(token.Party, token.Uid) : [],
            QueryIn = (matter, version) => matter is Token { Type: { } type } ? TypeQuery(type, version) : null,
        },
        .. Heard("locations", "GET"),
        .. Heard("tariffs", "GET", "PATCH"),
        .. Heard("tokens", "GET", "PATCH"),
        .. Heard("invoicereconciliation", "GET", "PUT", "POST", "DELETE"),
    ];

    /// <summary>2.1.1's address doesn't tell the type, and what is EMAID since 2.3.0 is OTHER before.</summary>
    private static string? TypeQuery(TokenType type, OcpiVersion version)
    {
        if (!version.Routes || type == TokenType.RFID) return null;
        return type == TokenType.EMAID && version.Number == "2.2.1" ? $"type={TokenType.OTHER}" : $"type={type}";
    }

    private static IEnumerable<Operation> Heard(string module, params IEnumerable<string> methods) =>
        methods.Select(method => new Operation($"{method} {module}", Message: null));

    private static Func<HeardAgain, Reading?> Again(string module)
    {
        var told = ObjectModule.All.Single(m => m.Module == module);
        return new ObjectAgain(module, told.Mapping, told.Owners).Read;
    }
}
