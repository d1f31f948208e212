using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
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
            "Url", "PartnerId", "OurPartnerId", "Authentication", "InboundCertificate", "User", "Password", "AllowedAddresses",
            "ClientCertificate", "ClientCertificateKey", "ClientCertificatePassword", "ContentType", "Timeout", "PartyIdSeparator",
            "ChildQualification", "HeartBeatPeriod");
        var usual = new EmipOptions { PartnerId = section.Required("PartnerId", "the partnerId that this partner sends, such as \"FR*798\"") ?? "", OurPartnerId = partner.GatewayParty.ToString() };
        var url = ReadUrl();
        var authentication = ReadAuthentication(url);
        var options = new EmipOptions
        {
            Url = url,
            PartnerId = usual.PartnerId,
            OurPartnerId = section.Text("OurPartnerId") ?? usual.OurPartnerId,
            Authentication = authentication,
            InboundCertificate = ReadInboundCertificate(),
            User = section.Text("User") ?? "",
            Password = section.Secret("Password") ?? "",
            AllowedAddresses = ReadAddresses(),
            LoopbackOnly = authentication == EmipAuthentication.None && !partner.AllowInsecure,
            ClientCertificate = ReadClientCertificate(),
            ContentType = OneOf("ContentType", SoapEnvelope.MediaType, "text/xml", "application/xml") ?? usual.ContentType,
            Timeout = section.Whole("Timeout", 1, LongestTimeout) is { } seconds ? TimeSpan.FromSeconds(seconds) : usual.Timeout,
            PartyIdSeparator = OneOf("PartyIdSeparator", "*", "-", "none")?.Replace("none", "", StringComparison.Ordinal) ?? usual.PartyIdSeparator,
            QualifiedChildren = OneOf("ChildQualification", "unqualified", "qualified") == "qualified",
            HeartBeatPeriod = section.Whole("HeartBeatPeriod", 1, 86400) ?? usual.HeartBeatPeriod,
        };
        var identity = options.PartnerId.Length > 0 ? WireText.PartnerKey(options.PartnerId) : null;
        return new PartnerReading(faults.Count == 0 ? options : null, EmipProtocol.Dialect, identity, 1, faults);
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

    private EmipAuthentication ReadAuthentication(Uri? url)
    {
        var authentication = section.Choice(
            "Authentication", ("ClientCertificate", EmipAuthentication.ClientCertificate), ("Basic", EmipAuthentication.Basic), ("None", EmipAuthentication.None)) ?? default;
        if (authentication == EmipAuthentication.None && !partner.AllowInsecure && url is { IsLoopback: false })
            section.Fault("Authentication", "None is for partners on this machine; expected ClientCertificate or Basic, or AllowInsecure: true in this partner's settings");
        if (authentication == EmipAuthentication.Basic && !(section.Has("User") && section.Has("Password")))
            section.Fault("User", "Authentication is Basic; expected the User and the Password that the partner presents");
        return authentication;
    }

    /// <summary>A thumbprint alone, or a group.</summary>
    private InboundCertificate? ReadInboundCertificate()
    {
        string[] members = ["Thumbprint", "Issuer", "Subject"];
        var isGroup = members.Any(m => section.Has($"InboundCertificate:{m}"));
        if (isGroup) section.Group("InboundCertificate").OnlyKnows(members);
        var thumbprint = section.Text(isGroup ? "InboundCertificate:Thumbprint" : "InboundCertificate")?.Replace(":", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        if (thumbprint is not null)
        {
            if (thumbprint.Length is 40 or 64 && thumbprint.All(char.IsAsciiHexDigit)) return new InboundCertificate(thumbprint, null, null);
            section.Fault("InboundCertificate", $"'{thumbprint}' is no thumbprint; expected 40 (SHA-1) or 64 (SHA-256) hexadecimal digits");
        }
        else if (isGroup)
        {
            var (issuer, subject) = (section.Text("InboundCertificate:Issuer"), section.Text("InboundCertificate:Subject"));
            if (issuer is not null && subject is not null) return new InboundCertificate(null, issuer, subject);
            section.Fault("InboundCertificate", "expected a Thumbprint, or both Issuer and Subject");
        }
        return null;
    }

    private List<IPNetwork> ReadAddresses()
    {
        var networks = new List<IPNetwork>();
        foreach (var member in section.List("AllowedAddresses"))
        {
            var key = $"AllowedAddresses:{member.Key}";
            var text = section.Text(key);
            if (IPNetwork.TryParse(text, out var network)) networks.Add(network);
            else if (IPAddress.TryParse(text, out var address)) networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            else section.Fault(key, $"'{text}' was found; expected an IP address, or a network such as \"192.0.2.0/24\"");
        }
        return networks;
    }

    private X509Certificate2? ReadClientCertificate()
    {
        if (section.Text("ClientCertificate") is not { } path) return null;
        var password = section.Secret("ClientCertificatePassword");
        var key = section.Text("ClientCertificateKey");
        try
        {
            if (!path.EndsWith(".pem", StringComparison.OrdinalIgnoreCase)) return X509CertificateLoader.LoadPkcs12FromFile(path, password);
            return password is null ? X509Certificate2.CreateFromPemFile(path, key) : X509Certificate2.CreateFromEncryptedPemFile(path, password, key);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            section.Fault("ClientCertificate", File.Exists(path)
                ? $"'{path}' can't be opened with the ClientCertificatePassword given; expected a PKCS#12 file, or a .pem file with certificate and key"
                : $"'{path}' is not there; expected a PKCS#12 file, or a .pem file with certificate and key");
            return null;
        }
    }

    private string? OneOf(string key, params string[] choices)
    {
        if (section.Text(key) is not { } text) return null;
        var choice = choices.FirstOrDefault(c => c.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (choice is null) section.Fault(key, $"'{text}' was found; expected {string.Join(" or ", choices)}");
        return choice;
    }
}
