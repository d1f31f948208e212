using Microsoft.Extensions.Configuration;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Ocpi;

/// <summary>Reads a partner's <c>Ocpi</c> section; all faults at once.</summary>
internal sealed class OcpiOptionsReader
{
    private const int Concurrency = 4;
    private const int LongestToken = 64;
    private const string Never = "never";
    private const int LongestTimeout = 600;
    private static readonly TimeSpan ShortestPull = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan UsualPull = TimeSpan.FromHours(4);
    private static readonly TimeSpan UsualWholePull = TimeSpan.FromHours(24);
    private static readonly string[] Known =
        ["Version", "VersionsUrl", "InboundToken", "OutboundToken", "RegistrationToken", "TokenForm", "Timeout", "CatchUp", "CatchUpFrom", "PullEvery", "PullWholeEvery"];

    private static readonly (string, TokenForm)[] Forms = [("auto", TokenForm.Auto), ("base64", TokenForm.Base64), ("plain", TokenForm.Plain)];
    private readonly List<SettingFault> faults = [];
    private readonly PartnerContext partner;
    private readonly IConfigurationSection section;
    private readonly SettingSection settings;

    public OcpiOptionsReader(PartnerContext partner, IConfigurationSection section)
    {
        (this.partner, this.section) = (partner, section);
        settings = new SettingSection(section, faults);
    }

    public PartnerReading Read()
    {
        settings.OnlyKnows([.. Known, .. OcpiHabitReader.Known]);
        var version = ReadVersion();
        var inbound = ReadToken("InboundToken");
        var (inboundForm, outboundForm) = ReadForms();
        var habits = new OcpiHabitReader(settings, partner);
        var (asked, given) = habits.PageSizes();
        var registration = ReadToken("RegistrationToken");
        var options = new OcpiOptions
        {
            PartnerId = partner.Id,
            OnlyVersion = version,
            VersionsUrl = ReadUrl(),
            InboundTokenHash = inbound is null ? null : TokenHeader.Hash(inbound),
            RegistrationToken = registration,
            RegistrationTokenHash = registration is null ? null : TokenHeader.Hash(registration),
            OutboundToken = ReadToken("OutboundToken"),
            InboundForm = inboundForm,
            OutboundForm = outboundForm,
            Timeout = TimeSpan.FromSeconds(settings.Whole("Timeout", 1, LongestTimeout) ?? 30),
            AllowInsecure = partner.AllowInsecure,
            CatchUp = settings.Flag("CatchUp", otherwise: true),
            CatchUpFrom = settings.Instant("CatchUpFrom"),
            PullEvery = ReadPullEvery("PullEvery", UsualPull),
            PullWholeEvery = settings.Text("PullWholeEvery") is Never ? null : ReadPullEvery("PullWholeEvery", UsualWholePull),
            PageSize = asked,
            MostPageSize = given,
            AddressedHub = habits.AddressedHub(),
            OneEvseInAuthorize = habits.Flag("OneEvseInAuthorize"),
            EvseInCommands = habits.Flag("EvseInCommands"),
            TariffsAreImmutable = habits.Flag("TariffsAreImmutable"),
            CreditRecords = habits.Flag("CreditRecords", otherwise: true),
            UpdatesCredentials = habits.Flag("UpdatesCredentials", otherwise: true),
        };
        CheckTogether();
        if (version is { NamesInterfaces: false } && partner.Roles.Count > 1)
            settings.Fault("Version", $"a connection in {version.Number} serves one role of one party, and the partner has {partner.Roles.Count}; expected a partner of its own for each");
        foreach (var key in new[] { "CatchUpFrom", "PullEvery", "PullWholeEvery" })
            if (!options.CatchUp && settings.Has(key)) settings.Fault(key, "CatchUp is false: nothing is asked for; leave one of the two out");
        var identity = (options.InboundTokenHash ?? options.RegistrationTokenHash) is { } hash ? Convert.ToHexStringLower(hash) : null;
        return new PartnerReading(faults.Count == 0 ? options : null, options.Version.Dialect, identity, Concurrency, faults);
    }

    private TimeSpan ReadPullEvery(string key, TimeSpan usual)
    {
        if (settings.Wait(key) is not { } wait) return usual;
        if (wait < ShortestPull) settings.Fault(key, $"'{settings.Text(key)}' is too often; expected 1m or more");
        return wait;
    }

    private OcpiVersion? ReadVersion()
    {
        var spoken = string.Join(", ", OcpiVersion.Spoken.Select(v => v.Number));
        var registers = settings.Has("RegistrationToken");
        var number = registers ? settings.Text("Version") : settings.Required("Version", spoken);
        if (number is null || (registers && number.Equals("auto", StringComparison.OrdinalIgnoreCase))) return null;
        if (OcpiVersion.Find(number) is { } version) return version;
        settings.Fault("Version", $"'{number}' was found; expected {spoken}{(registers ? ", or auto" : "")}");
        return null;
    }

    private Uri? ReadUrl()
    {
        var url = settings.Url("VersionsUrl");
        if (url is { Scheme: "http", IsLoopback: false } && !partner.AllowInsecure)
            settings.Fault("VersionsUrl", $"'{url}' would carry tokens in the clear; use https, or set the partner's AllowInsecure to true");
        return url;
    }

    private string? ReadToken(string key)
    {
        if (settings.Secret(key) is not { } token) return null;
        if (token.Length is > 0 and <= LongestToken && !token.AsSpan().ContainsAnyExceptInRange('!', '~')) return token;
        settings.Fault(key, $"no token was found; expected 1 to {LongestToken} printable ASCII characters without blanks");
        return null;
    }

    /// <summary>One form for both directions, or a group with one for each.</summary>
    private (TokenForm In, TokenForm Out) ReadForms()
    {
        if (!section.GetSection("TokenForm").GetChildren().Any())
        {
            var both = settings.Choice("TokenForm", Forms) ?? default;
            return (both, both);
        }
        var forms = settings.Group("TokenForm");
        forms.OnlyKnows("In", "Out");
        return (forms.Choice("In", Forms) ?? default, forms.Choice("Out", Forms) ?? default);
    }

    private void CheckTogether()
    {
        if (settings.Has("RegistrationToken"))
        {
            foreach (var key in new[] { "InboundToken", "OutboundToken" })
                if (settings.Has(key)) settings.Fault(key, "the handshake that RegistrationToken begins gives it; leave one of the two out");
            return;
        }
        var (speaks, says, hears) = (settings.Has("VersionsUrl"), settings.Has("OutboundToken"), settings.Has("InboundToken"));
        if (speaks && !says) settings.Fault("OutboundToken", "missing; expected the token that we present at VersionsUrl");
        if (says && !speaks) settings.Fault("VersionsUrl", "missing; expected the address that OutboundToken is presented at");
        if (!speaks && !hears) settings.Fault("InboundToken", "missing; expected the token that they present to us, or VersionsUrl and OutboundToken to speak to them");
    }
}
