using System.Globalization;
using Microsoft.Extensions.Configuration;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Ocpi;

/// <summary>Reads a partner's <c>Ocpi</c> section; all faults at once.</summary>
internal sealed class OcpiOptionsReader(PartnerContext partner, IConfigurationSection section)
{
    private const int Concurrency = 4;
    private const int LongestToken = 64;
    private static readonly string[] Known = ["Version", "VersionsUrl", "InboundToken", "OutboundToken", "TokenForm", "Timeout"];
    private static readonly string[] LaterVersions = ["2.1.1", "2.3.0"];
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);
    private readonly List<SettingFault> faults = [];

    public PartnerReading Read()
    {
        foreach (var child in section.GetChildren())
            if (child.Key.Equals("RegistrationToken", StringComparison.OrdinalIgnoreCase))
                Fault(child.Key, "not in this version: give InboundToken and OutboundToken instead");
            else if (!Known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
                Fault(child.Key, $"no such setting; there are {string.Join(", ", Known)}");

        var version = ReadVersion();
        var inbound = ReadToken("InboundToken");
        var options = new OcpiOptions
        {
            Version = version ?? OcpiVersion.Spoken[^1],
            VersionsUrl = ReadUrl(),
            InboundTokenHash = inbound is null ? null : TokenHeader.Hash(inbound),
            OutboundToken = ReadToken("OutboundToken"),
            InboundForm = ReadForm("In"),
            OutboundForm = ReadForm("Out"),
            Timeout = ReadTimeout(),
            AllowInsecure = partner.AllowInsecure,
        };
        var identity = options.InboundTokenHash is { } hash ? Convert.ToHexStringLower(hash) : null;
        if (!section.GetSection("RegistrationToken").Exists()) CheckPairs();
        return new PartnerReading(faults.Count == 0 ? options : null, options.Version.Dialect, identity, Concurrency, faults);
    }

    private OcpiVersion? ReadVersion()
    {
        var number = section["Version"]?.Trim();
        var spoken = string.Join(", ", OcpiVersion.Spoken.Select(v => v.Number));
        if (string.IsNullOrEmpty(number)) Fault("Version", $"missing; this version of the gateway speaks {spoken}");
        else if (OcpiVersion.Find(number) is { } version) return version;
        else if (LaterVersions.Contains(number)) Fault("Version", $"{number} is not in this version; there is {spoken}");
        else Fault("Version", $"'{number}' is no version of OCPI that is spoken here; there is {spoken}");
        return null;
    }

    private Uri? ReadUrl()
    {
        var text = section["VersionsUrl"]?.Trim();
        if (string.IsNullOrEmpty(text)) return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp))
        {
            Fault("VersionsUrl", $"'{text}' is no http or https address, such as https://example.com/ocpi/versions");
            return null;
        }
        if (url.Scheme == Uri.UriSchemeHttp && !url.IsLoopback && !partner.AllowInsecure)
            Fault("VersionsUrl", $"'{text}' would carry tokens in the clear; use https, or say AllowInsecure: true in this partner's settings");
        return url;
    }

    private string? ReadToken(string key)
    {
        var token = Secret(key);
        if (token is null) return null;
        if (token.Length is 0 or > LongestToken || token.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            Fault(key, $"a token has 1 to {LongestToken} printable ASCII characters and no blanks");
            return null;
        }
        return token;
    }

    private TokenForm ReadForm(string direction)
    {
        var form = section.GetSection("TokenForm");
        foreach (var child in form.GetChildren().Where(c => c.Key is not ("In" or "Out")))
            if (direction == "In") Fault($"TokenForm:{child.Key}", "no such direction; there are In and Out");
        var text = (form.Value ?? form[direction])?.Trim();
        switch (text?.ToLowerInvariant())
        {
            case null or "" or "auto": return TokenForm.Auto;
            case "base64": return TokenForm.Base64;
            case "plain": return TokenForm.Plain;
            default:
                if (form.Value is null || direction == "In")
                    Fault(form.Value is null ? $"TokenForm:{direction}" : "TokenForm", $"'{text}' is none of auto, base64, plain");
                return TokenForm.Auto;
        }
    }

    private TimeSpan ReadTimeout()
    {
        var text = section["Timeout"]?.Trim();
        if (string.IsNullOrEmpty(text)) return DefaultTimeout;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= 600)
            return TimeSpan.FromSeconds(seconds);
        Fault("Timeout", $"'{text}' was found; expected whole seconds from 1 to 600");
        return DefaultTimeout;
    }

    private void CheckPairs()
    {
        var speaks = !string.IsNullOrWhiteSpace(section["VersionsUrl"]);
        var hears = !string.IsNullOrWhiteSpace(section["InboundToken"]);
        var says = !string.IsNullOrWhiteSpace(section["OutboundToken"]);
        if (speaks && !says) Fault("OutboundToken", "missing: VersionsUrl can't be read without the token that we present");
        if (says && !speaks) Fault("VersionsUrl", "missing: OutboundToken has no address to be presented at");
        if (!speaks && !hears) Fault("InboundToken", "missing: without it and VersionsUrl nothing can be exchanged");
    }

    /// <summary>The value, <c>file:PATH</c>'s first line, or the environment's <c>env:NAME</c>.</summary>
    private string? Secret(string key)
    {
        var value = section[key];
        if (string.IsNullOrWhiteSpace(value)) return null;
        if (value.StartsWith("env:", StringComparison.Ordinal))
        {
            var variable = Environment.GetEnvironmentVariable(value[4..]);
            if (string.IsNullOrEmpty(variable)) Fault(key, $"the environment has no variable {value[4..]}");
            return variable;
        }
        if (!value.StartsWith("file:", StringComparison.Ordinal)) return value;
        if (File.Exists(value[5..])) return File.ReadAllText(value[5..]).Trim();
        Fault(key, $"there is no file {value[5..]}");
        return null;
    }

    private void Fault(string key, string text) => faults.Add(new SettingFault($"{section.Path}:{key}", text));
}
