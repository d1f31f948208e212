namespace ProtocolGateway.Partners;

/// <summary>The addresses that we listen on. What is not on loopback needs https, or consent.</summary>
internal sealed class ListenerReader(SettingSection gateway, bool insecure)
{
    /// <summary>The setting that https needs.</summary>
    public const string Certificate = "ServerCertificate";

    private const string Consent = "or \"AllowInsecure\": true below Gateway (a container behind a TLS proxy needs it)";

    public string Partners()
    {
        const string key = "Listen";
        var (text, url) = Address(key, "http://127.0.0.1:8080");
        if (url is { Scheme: "http", IsLoopback: false } && !insecure)
            gateway.Fault(key, $"'{text}' is plain http beyond loopback; expected https, an address such as \"http://127.0.0.1:8080\", {Consent}");
        return text;
    }

    public string Console()
    {
        const string key = "ConsoleListen";
        var (text, url) = Address(key, "http://127.0.0.1:8081");
        if (url is { IsLoopback: false } && !insecure)
            gateway.Fault(key, $"'{text}' is not a loopback address, and the console has no accounts yet; expected such as \"http://127.0.0.1:8081\", {Consent}");
        return text;
    }

    public string? CertificateHeader()
    {
        const string key = "ClientCertificateHeader";
        if (gateway.Text(key) is not { } name) return null;
        if (name.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-')) gateway.Fault(key, $"'{name}' is no header's name; expected such as \"X-Client-Cert\"");
        if (!gateway.Has("TrustedProxies")) gateway.Fault(key, "anybody could send it; expected the proxies that do among TrustedProxies");
        return name;
    }

    public Uri? PublicUrl(ICollection<string> warnings)
    {
        const string key = "PublicUrl";
        var url = gateway.Url(key);
        if (url is null && !gateway.Has(key) && Parse(gateway.Text("Listen")) is { Host: "0.0.0.0" or "[::]" })
            warnings.Add("Gateway:PublicUrl is not set, and Gateway:Listen names every address of this machine: partners would be told an address that leads nowhere. Set PublicUrl to the address that they reach us by.");
        return url;
    }

    private (string Text, Uri? Url) Address(string key, string otherwise)
    {
        var text = gateway.Text(key) ?? otherwise;
        var url = Parse(text);
        if (url is null || url.Scheme is not ("http" or "https") || url.PathAndQuery != "/")
        {
            gateway.Fault(key, $"'{text}' is no address to listen on; expected scheme, host and port, such as \"{otherwise}\"");
            return (text, null);
        }
        if (url.Scheme == "https" && !gateway.Has(Certificate))
            gateway.Fault(key, $"'{text}' is https, and there is no {Certificate}; expected its file there: PKCS#12, or PEM");
        return (text, url);
    }

    // Kestrel takes * and + for every address of the machine; to Uri they are no host.
    private static Uri? Parse(string? text) =>
        Uri.TryCreate(text?.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var url) ? url : null;
}
