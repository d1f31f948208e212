using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Ocpi.Inbound.Objects;

/// <summary>A module whose objects belong to the client (ocpi.md 1.9): its Receiver interface is all the same, but for what stands here.</summary>
/// <param name="Module">OCPI's ModuleID.</param>
/// <param name="Mapping">The mapping file of an object.</param>
/// <param name="Id">The member that is the object's id.</param>
internal sealed record ObjectModule(string Module, PublishedKind Kind, Type Record, string Mapping, string Id)
{
    /// <summary>Who owns such objects.</summary>
    public required IReadOnlyList<Role> Owners { get; init; }

    /// <summary>What of an object can be said alone, from the outside in.</summary>
    public IReadOnlyList<ObjectPart> Parts { get; init; } = [];

    /// <summary>The type is a part of what it is known by (tokens).</summary>
    public bool HasType { get; init; }

    /// <summary>The versions in which a part of it can be changed.</summary>
    public Func<OcpiVersion, bool> Patches { get; init; } = _ => true;

    /// <summary>It can be withdrawn.</summary>
    public bool Deletes { get; init; }

    /// <summary>It is created at the interface's own address.</summary>
    public bool Posts { get; init; }

    public Func<OcpiVersion, bool> In { get; init; } = _ => true;

    /// <summary>What an answer says when there is no such object.</summary>
    public int UnknownCode { get; init; } = OcpiStatus.ClientError;

    public static IReadOnlyList<ObjectModule> All { get; } =
    [
        new("locations", PublishedKind.Location, typeof(Location), "location", "id")
        {
            Owners = [Role.CPO],
            Parts = [new("evse", "evses", "uid"), new("connector", "connectors", "id")],
            UnknownCode = OcpiStatus.UnknownLocation,
        },
        new("tariffs", PublishedKind.Tariff, typeof(Tariff), "tariff", "id")
        {
            Owners = [Role.CPO],
            Patches = version => !version.Routes,
            Deletes = true,
        },
        new("tokens", PublishedKind.Token, typeof(Token), "token", "uid")
        {
            Owners = [Role.EMSP],
            HasType = true,
            UnknownCode = OcpiStatus.UnknownToken,
        },
        new("invoicereconciliation", PublishedKind.Invoice, typeof(InvoiceReconciliationRecord), "invoice-reconciliation-record", "id")
        {
            Owners = [Role.CPO, Role.EMSP],
            Patches = _ => false,
            Deletes = true,
            Posts = true,
            In = version => version.Number == "2.3.0",
        },
    ];

    /// <summary>The address of an object, and of its parts: <c>{country}/{party}/{id}/{evse?}/{connector?}</c>.</summary>
    public string Pattern => string.Join('/', ["{country}", "{party}", "{id}", .. Parts.Select(p => $"{{{p.Name}?}}")]);
}

/// <summary>A part of an object that has an address of its own.</summary>
/// <param name="Name">The name of its id in the address.</param>
/// <param name="List">The member of the whole that holds such parts.</param>
/// <param name="Id">The member of the part that is its id.</param>
internal sealed record ObjectPart(string Name, string List, string Id);
