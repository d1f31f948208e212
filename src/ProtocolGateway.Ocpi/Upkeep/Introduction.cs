using System.Net;
using ProtocolGateway.Documents;
using ProtocolGateway.Ocpi.Outbound;
using ProtocolGateway.Ocpi.Wire;

namespace ProtocolGateway.Ocpi.Upkeep;

/// <summary>A first look at a partner's versions and at the details of one, with a token of theirs (ocpi.md 3.1, steps 1 and 2, or 5 and 6).</summary>
internal sealed class Introduction(OcpiOptions options, TimeProvider time)
{
    /// <param name="only">The version that must be among theirs; null: the highest that both speak.</param>
    public async Task<(Introduced? Found, HandshakeTrouble? Trouble)> LookAsync(Uri versionsUrl, string token, OcpiVersion? only, CancellationToken cancellation)
    {
        if (!options.MayCall(versionsUrl)) return Trouble(OcpiStatus.UnusableApi, $"'{versionsUrl}' is no https address");
        HandshakeTrouble? trouble = null;
        foreach (var encoded in Forms(only))
        {
            using var link = new OcpiLink(options, new OcpiConnection(only ?? OcpiVersion.Spoken[^1], versionsUrl, token, encoded), time);
            var (found, why, unknown) = await LookAsync(link, only, encoded, cancellation);
            if (found is not null) return (found, null);
            trouble ??= why;
            // Whether tokens are encoded is not agreed on by everybody (ocpi.md 1.2).
            if (!unknown) break;
        }
        return (null, trouble);
    }

    private IEnumerable<bool> Forms(OcpiVersion? only)
    {
        if (options.OutboundForm != TokenForm.Auto) return [options.OutboundForm == TokenForm.Base64];
        var usual = only?.EncodesTokens ?? true;
        return [usual, !usual];
    }

    private async Task<(Introduced? Found, HandshakeTrouble? Trouble, bool Unknown)> LookAsync(OcpiLink link, OcpiVersion? only, bool encoded, CancellationToken cancellation)
    {
        var correlation = Guid.NewGuid().ToString();
        var (versions, why, unknown) = await GetAsync(link, link.Connection!.VersionsUrl, correlation, cancellation);
        if (why is not null) return (null, why, unknown);

        var offered = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var item = versions.FirstChild; item.Exists; item = item.Next)
            if (item.Text("version") is { } number && item.Text("url") is { } address) offered.TryAdd(number, address);
        var wanted = only is null ? OcpiVersion.Spoken.Reverse() : [only];
        if (wanted.FirstOrDefault(v => offered.ContainsKey(v.Number)) is not { } version)
            return (null, new HandshakeTrouble(OcpiStatus.UnsupportedVersion, $"{string.Join(", ", offered.Keys)} found, {string.Join(", ", wanted.Select(v => v.Number))} wanted"), false);
        if (Address(offered[version.Number]) is not { } details)
            return (null, new HandshakeTrouble(OcpiStatus.UnusableApi, $"'{offered[version.Number]}' is no https address"), false);

        (var content, why, _) = await GetAsync(link, details, correlation, cancellation);
        if (why is not null) return (null, why, false);
        for (var item = content.Child("endpoints").FirstChild; item.Exists; item = item.Next)
            if ("credentials".Equals(item.Text("identifier"), StringComparison.OrdinalIgnoreCase) && item.Text("url") is { } text && Address(text) is { } credentials)
                return (new Introduced(version, credentials, encoded), null, false);
        return (null, new HandshakeTrouble(OcpiStatus.NoMatchingEndpoints, $"'{details}' lists no credentials at an address that may be called"), false);
    }

    private static async Task<(DocumentNode Data, HandshakeTrouble? Trouble, bool Unknown)> GetAsync(OcpiLink link, Uri url, string correlation, CancellationToken cancellation)
    {
        var reply = await link.SendAsync(new OcpiLink.Call(HttpMethod.Get, url, correlation), cancellation);
        if (reply is not OcpiReply.Answered answered) return (default, Unusable(url, reply is OcpiReply.Lost lost ? lost.Text : ((OcpiReply.Unheard)reply).Text), false);
        Document? document = null;
        var envelope = answered.Whole ? Envelope.Read(answered.Body, out document) : null;
        if (answered.IsSuccess && envelope is not null && OcpiStatus.IsSuccess(envelope.Code)) return (document!.Root.Child("data"), null, false);
        var text = envelope is null ? $"HTTP {(int)answered.Status}" : $"HTTP {(int)answered.Status}, {envelope.Code} {link.Connection!.Blank(envelope.Message ?? "")}";
        return (default, Unusable(url, text), answered.Status == HttpStatusCode.Unauthorized);
    }

    private static HandshakeTrouble Unusable(Uri url, string text) => new(OcpiStatus.UnusableApi, $"GET {url}: {text}");

    private static (Introduced?, HandshakeTrouble?) Trouble(int code, string text) => (null, new HandshakeTrouble(code, text));

    private Uri? Address(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && options.MayCall(url) ? url : null;
}

/// <summary>What a look gave.</summary>
/// <param name="Credentials">Where their credentials module is.</param>
/// <param name="Encoded">They want tokens in Base64.</param>
internal sealed record Introduced(OcpiVersion Version, Uri Credentials, bool Encoded)
{
    public string TokenForm => Encoded ? nameof(Wire.TokenForm.Base64) : nameof(Wire.TokenForm.Plain);
}

/// <summary>Why there is no handshake.</summary>
/// <param name="Code">OCPI's: 3001, 3002 or 3003.</param>
internal sealed record HandshakeTrouble(int Code, string Text);
