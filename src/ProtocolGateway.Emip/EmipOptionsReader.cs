using Microsoft.Extensions.Configuration;
using ProtocolGateway.Emip.Wire;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Emip;

/// <summary>Reads a partner's <c>Emip</c> section; all faults at once.</summary>
internal sealed class EmipOptionsReader
{
    private const int LongestTimeout = 600;
    private readonly List<SettingFault> faults = [];
    private readonly PartnerContext partner;
    private readonly SettingSection section;

    public EmipOptionsReader(PartnerContext partner, IConfigurationSection section)
    {
        this.partner = partner;
        this.section = new SettingSection(section, faults);
    }

    public PartnerReading Read()
    {
        section.OnlyKnows(
            "Url", "PartnerId", "OurPartnerId", "OurOperatorId", "Authentication", "InboundCertificate", "User", "Password", "AllowedAddresses", "InboundPath",
            "ClientCertificate", "ClientCertificateKey", "ClientCertificatePassword", "ServerCertificateAuthority", "ContentType", "Timeout",
            "PartyIdSeparator", "ChildQualification", "RootSpelling", "NestedSessionEvent", "EnergyUnit", "WhMeansKWh", "HeartBeatPeriod",
            "SyntheticStatus", "Experimental", "PartyAliases");
        var usual = new EmipOptions { PartnerId = section.Required("PartnerId", "the partnerId that this partner sends, such as \"FR*798\"") ?? "", OurPartnerId = partner.GatewayParty.ToString() };
        var url = ReadUrl();
        var proof = new EmipProofReader(partner, section);
        var habits = new EmipHabitReader(section);
        var authentication = proof.Authentication(url);
        var options = new EmipOptions
        {
            Url = url,
            PartnerId = usual.PartnerId,
            OurPartnerId = section.Text("OurPartnerId") ?? usual.OurPartnerId,
            OurOperatorId = section.Party("OurOperatorId"),
            Authentication = authentication,
            InboundCertificate = proof.Certificate(),
            User = section.Text("User") ?? "",
            Password = section.Secret("Password") ?? "",
            AllowedAddresses = section.Networks("AllowedAddresses"),
            LoopbackOnly = authentication == EmipAuthentication.None && !partner.AllowInsecure,
            InboundPath = ReadPath(),
            ClientCertificate = section.Certificate("ClientCertificate"),
            ServerCertificateAuthority = section.Authorities("ServerCertificateAuthority"),
            ContentType = habits.OneOf("ContentType", SoapEnvelope.MediaType, "text/xml", "application/xml") ?? usual.ContentType,
            Timeout = section.Whole("Timeout", 1, LongestTimeout) is { } seconds ? TimeSpan.FromSeconds(seconds) : usual.Timeout,
            PartyIdSeparator = habits.OneOf("PartyIdSeparator", "*", "-", "none")?.Replace("none", "", StringComparison.Ordinal) ?? usual.PartyIdSeparator,
            Aliases = ReadAliases(),
            QualifiedChildren = habits.OneOf("ChildQualification", "unqualified", "qualified") == "qualified",
            RootSpelling = habits.Spelling(),
            NestedSessionEvent = section.Flag("NestedSessionEvent"),
            EnergyInKWh = habits.OneOf("EnergyUnit", "Wh", "kWh") == "kWh",
            WhMeansKWh = section.Flag("WhMeansKWh"),
            SyntheticStatus = section.Flag("SyntheticStatus"),
            Experimental = section.Flag("Experimental"),
            HeartBeatPeriod = section.Whole("HeartBeatPeriod", 1, 86400) ?? usual.HeartBeatPeriod,
        };
        var identity = options.PartnerId.Length > 0 ? WireText.PartnerKey(options.PartnerId) : null;
        return new PartnerReading(faults.Count == 0 ? options : null, EmipProtocol.Dialect, identity, 1, faults);
    }

    private PartyAliases ReadAliases()
    {
        const string key = "PartyAliases";
        var parties = section.Parties(key);
        foreach (var twice in parties.GroupBy(p => p.Value).Where(g => g.Count() > 1))
            section.Fault(key, $"{twice.Key} has the aliases {string.Join(" and ", twice.Select(p => p.Key).Order(StringComparer.Ordinal))}; expected one for each party");
        return new PartyAliases(parties);
    }

    private Uri? ReadUrl()
    {
        if (!section.Has("Url") && partner.Roles.Any(r => r.Role is Role.EMSP or Role.HUB))
            section.Fault("Url", "missing; expected the address that this partner is posted to, such as \"https://emsp.example/api/emip\"");
        if (section.Url("Url") is not { } url) return null;
        if (url.Scheme == Uri.UriSchemeHttp && !url.IsLoopback && !partner.AllowInsecure)
            section.Fault("Url", $"'{url}' is not encrypted; expected https, or AllowInsecure: true in this partner's settings");
        return url;
    }

    /// <summary>Of letters, digits and a few signs, and nothing that is ours for other ends.</summary>
    private string? ReadPath()
    {
        const string key = "InboundPath";
        if (section.Text(key) is not { } path) return null;
        var parts = path.Split('/');
        if (path[0] != '/' || parts.Skip(1).Any(p => p.Length == 0 || p.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.'))))
            section.Fault(key, $"'{path}' is no path; expected such as \"/services/evciV1\"");
        else if (parts[1].ToLowerInvariant() is "ocpi" or "health")
            section.Fault(key, $"what is below /{parts[1]} is for other ends; expected another path, such as \"/services/evciV1\"");
        return path;
    }
}
