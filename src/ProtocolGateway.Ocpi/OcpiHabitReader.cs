using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Ocpi;

/// <summary>Reads what a partner does or wants otherwise than others of its version. Profiles set most of it.</summary>
internal sealed class OcpiHabitReader(SettingSection section, PartnerContext partner)
{
    public static IReadOnlyList<string> Known { get; } =
    [
        "PageSize", "MostPageSize", "AddressHub", "OneEvseInAuthorize", "EvseInCommands", "TariffsAreImmutable", "CreditRecords",
        "UpdatesCredentials",
    ];

    private const int LargestPage = 10_000;

    /// <summary>How many objects are asked for at once, and how many they get.</summary>
    public (int Asked, int Given) PageSizes() =>
        (section.Whole("PageSize", 1, LargestPage) ?? 100, section.Whole("MostPageSize", 1, LargestPage) ?? 1000);

    public bool Flag(string key, bool otherwise = false) => section.Flag(key, otherwise);

    /// <summary>The hub that every request is addressed to; null for none.</summary>
    public PartyId? AddressedHub()
    {
        if (!section.Flag("AddressHub")) return null;
        var hub = partner.Roles.FirstOrDefault(r => r.Role == Role.HUB)?.Party;
        if (hub is null) section.Fault("AddressHub", "the partner is no hub; expected a HUB among its Roles, or false");
        return hub;
    }
}
