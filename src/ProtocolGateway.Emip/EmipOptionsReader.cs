using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using ProtocolGateway.Emip.Wire;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Emip;

/// <summary>Reads a partner's <c>Emip</c> section; all faults at once.</summary>
internal sealed class EmipOptionsReader(PartnerContext partner, IConfigurationSection section)
{
    private static readonly string[] Known =
    [
        "Url", "PartnerId", "OurPartnerId", "Authentication", "InboundCertificate", "User", "Password", "AllowedAddresses",
        "ClientCertificate", "ClientCertificateKey", "ClientCertificatePassword", "ContentType", "Timeout", "PartyIdSeparator",
        "ChildQualification", "HeartBeatPeriod",
    ];

    private readonly List<SettingFault> faults = [];

    public PartnerReading Read()
    {
        foreach (var child in section.GetChildren().Where(c => !Known.Contains(c.Key, StringComparer.OrdinalIgnoreCase)))
            Fault(child.Key, $"unknown setting; known are {string.Join(", ", Known)}");

        var url = ReadUrl();
        var authentication = Choice<EmipAuthentication>("Authentication", default);
        if (authentication == EmipAuthentication.None && !partner.AllowInsecure && url is { IsLoopback: false })
            Fault("Authentication", "None is for partners on this machine; choose ClientCertificate or Basic, or set the partner's AllowInsecure to true");
        var user = section["User"] ?? "";
        var password = Secret("Password");
        if (authentication == EmipAuthentication.Basic && (user.Length == 0 || password.Length == 0))
            Fault("User", "Authentication is Basic: give the User and the Password that the partner presents");

        var options = new EmipOptions
        {
            Url = url,
            PartnerId = ReadPartnerId(),
            OurPartnerId = section["OurPartnerId"] ?? partner.GatewayParty.ToString(),
            Authentication = authentication,
            InboundCertificate = ReadInboundCertificate(),
            User = user,
            Password = password,
            AllowedAddresses = ReadAddresses(),
            LoopbackOnly = authentication == EmipAuthentication.None && !partner.AllowInsecure,
            ClientCertificate = ReadClientCertificate(),
            ContentType = OneOf("ContentType", SoapEnvelope.MediaType, [SoapEnvelope.MediaType, "text/xml", "application/xml"]),
            Timeout = TimeSpan.FromSeconds(Number("Timeout", 30, 1, 600)),
            PartyIdSeparator = OneOf("PartyIdSeparator", "*", ["*", "-", "none"]).Replace("none", "", StringComparison.Ordinal),
            QualifiedChildren = OneOf("ChildQualification", "unqualified", ["unqualified", "qualified"]) == "qualified",
            HeartBeatPeriod = Number("HeartBeatPeriod", 300, 1, 86400),
        };
        var identity = options.PartnerId.Length > 0 ? WireText.PartnerKey(options.PartnerId) : null;
        return new PartnerReading(faults.Count == 0 ? options : null, EmipProtocol.Dialect, identity, 1, faults);
    }

    private Uri? ReadUrl()
    {
        var text = section["Url"];
        if (string.IsNullOrWhiteSpace(text))
        {
            if (partner.Roles.Any(r => r.Role is Role.EMSP or Role.HUB)) Fault("Url", "missing; give the address that this partner is posted to, such as https://emsp.example/api/emip");
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            Fault("Url", $"'{text}' is no http or https address");
        else if (url.Scheme == "http" && !url.IsLoopback && !partner.AllowInsecure)
            Fault("Url", $"'{text}' is not encrypted; use https, or set the partner's AllowInsecure to true");
        else return url;
        return null;
    }

    private string ReadPartnerId()
    {
        var id = section["PartnerId"]?.Trim() ?? "";
        if (id.Length == 0) Fault("PartnerId", "missing; give the partnerId that this partner sends, such as FR*798");
        return id;
    }

    private InboundCertificate? ReadInboundCertificate()
    {
        var certificate = section.GetSection("InboundCertificate");
        var thumbprint = (certificate.Value ?? certificate["Thumbprint"])?.Replace(":", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        var (issuer, subject) = (certificate["Issuer"], certificate["Subject"]);
        if (!string.IsNullOrEmpty(thumbprint))
        {
            if (thumbprint.Length is 40 or 64 && thumbprint.All(char.IsAsciiHexDigit)) return new InboundCertificate(thumbprint, null, null);
            Fault("InboundCertificate", $"'{thumbprint}' is no thumbprint: 40 (SHA-1) or 64 (SHA-256) hexadecimal digits are expected");
        }
        else if (!string.IsNullOrEmpty(issuer) && !string.IsNullOrEmpty(subject)) return new InboundCertificate(null, issuer, subject);
        else if (certificate.Exists()) Fault("InboundCertificate", "give a Thumbprint, or an Issuer and a Subject");
        return null;
    }

    private List<IPNetwork> ReadAddresses()
    {
        var networks = new List<IPNetwork>();
        var entries = section.GetSection("AllowedAddresses").GetChildren();
        foreach (var text in entries.Select(c => c.Value ?? ""))
        {
            if (IPNetwork.TryParse(text, out var network)) networks.Add(network);
            else if (IPAddress.TryParse(text, out var address)) networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            else Fault("AllowedAddresses", $"'{text}' is neither an IP address nor a network such as 192.0.2.0/24");
        }
        return networks;
    }

    private X509Certificate2? ReadClientCertificate()
    {
        var path = section["ClientCertificate"];
        if (string.IsNullOrEmpty(path)) return null;
        var password = Secret("ClientCertificatePassword");
        try
        {
            if (!path.EndsWith(".pem", StringComparison.OrdinalIgnoreCase)) return X509CertificateLoader.LoadPkcs12FromFile(path, password);
            var key = section["ClientCertificateKey"];
            return password.Length > 0
                ? X509Certificate2.CreateFromEncryptedPemFile(path, password, key)
                : X509Certificate2.CreateFromPemFile(path, key);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            Fault("ClientCertificate", File.Exists(path)
                ? $"'{path}' can't be opened with the ClientCertificatePassword given; a PKCS#12 file, or a .pem file with certificate and key, is expected"
                : $"'{path}' is not there");
            return null;
        }
    }

    private string Secret(string key) => Secrets.Resolve(section[key] ?? "", $"{section.Path}:{key}", faults) ?? "";

    private int Number(string key, int usual, int least, int most)
    {
        var text = section[key];
        if (text is null) return usual;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        Fault(key, $"'{text}' is no whole number of seconds from {least} to {most}");
        return usual;
    }

    private string OneOf(string key, string usual, string[] choices)
    {
        var text = section[key] ?? usual;
        var choice = choices.FirstOrDefault(c => c.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (choice is null) Fault(key, $"'{text}' is not one of {string.Join(", ", choices)}");
        return choice ?? usual;
    }

    private TEnum Choice<TEnum>(string key, TEnum usual) where TEnum : struct, Enum =>
        Enum.Parse<TEnum>(OneOf(key, usual.ToString(), Enum.GetNames<TEnum>()));

    private void Fault(string key, string text) => faults.Add(new SettingFault($"{section.Path}:{key}", text));
}
