using ProtocolGateway.Documents;
using ProtocolGateway.Ocpi.Outbound;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Upkeep;

/// <summary>
/// Where a partner's modules are: read from its versions and their details when first needed, and again after one of them
/// was not found there (ocpi.md section 2).
/// </summary>
internal sealed class Endpoints(OcpiLink link)
{
    private readonly Lock gate = new();
    private Task<Discovery>? discovery;

    /// <summary>The module's address, or the outcome for whatever was to be said there.</summary>
    /// <param name="module">OCPI's ModuleID: <c>cdrs</c>.</param>
    /// <param name="again">The next one looks again for what isn't there now: it may be there tomorrow.</param>
    public async Task<(Uri? Endpoint, Outcome? Trouble)> FindAsync(string module, Side side, CancellationToken cancellation, bool again = true)
    {
        if (link.Connection is null) return (null, NotConnected());
        Task<Discovery> current;
        // Several deliveries may need it at once; it is asked for once, and doesn't end with the one that asked first.
        lock (gate) current = discovery is null or { IsFaulted: true } ? discovery = Task.Run(DiscoverAsync, CancellationToken.None) : discovery;
        var found = await current.WaitAsync(cancellation);
        if (found.Modules.TryGetValue(Key(module, side), out var endpoint)) return (endpoint, null);

        if (again || found.Trouble is not null) Forget(current);
        return (null, found.Trouble ?? new Outcome.Held(new Hold("NoModule", $"the partner's version details list no {module} {side.Name()} at an address that may be called")));
    }

    /// <summary>What was found is no longer true.</summary>
    public void Forget()
    {
        lock (gate) discovery = null;
    }

    private void Forget(Task<Discovery> stale)
    {
        lock (gate)
            if (discovery == stale) discovery = null;
    }

    private Outcome.Held NotConnected() => new(link.Options.Registers
        ? new Hold("NotRegistered", "no registration with the partner has come about: nothing can be sent there", $"registration:{link.Options.PartnerId}")
        : new Hold("NoModule", "the partner has no VersionsUrl in the settings: nothing can be sent there", "settings"));

    private static string Key(string module, Side side) => Key(module, side.Name());

    private static string Key(string module, string side) => $"{module} {side}";

    private async Task<Discovery> DiscoverAsync()
    {
        var (version, versionsUrl) = (link.Connection!.Version, link.Connection.VersionsUrl);
        var (versions, trouble) = await GetAsync(versionsUrl);
        if (trouble is not null) return new Discovery(trouble);

        var offered = new List<string>();
        string? details = null;
        for (var item = versions.FirstChild; item.Exists; item = item.Next)
        {
            offered.Add(item.Text("version") ?? "?");
            if (offered[^1] == version.Number) details ??= item.Text("url");
        }
        if (details is null)
            return new Discovery(new Outcome.Held(new Hold("NoVersion", $"the partner offers {string.Join(", ", offered)}, not {version.Number}")));
        if (Address(details) is not { } url) return new Discovery(Insecure(details));

        (var content, trouble) = await GetAsync(url);
        if (trouble is not null) return new Discovery(trouble);
        var found = new Dictionary<string, Uri>(StringComparer.OrdinalIgnoreCase);
        for (var item = content.Child("endpoints").FirstChild; item.Exists; item = item.Next)
        {
            var (module, address) = (item.Text("identifier"), item.Text("url"));
            if (module is null || address is null || Address(address) is not { } endpoint) continue;
            // Before 2.2 an address belongs to the one side that the partner is.
            if (!version.NamesInterfaces) found[Key(module, "RECEIVER")] = found[Key(module, "SENDER")] = endpoint;
            else if (item.Text("role") is { } side) found[Key(module, side)] = endpoint;
        }
        return new Discovery(null) { Modules = found };
    }

    private async Task<(DocumentNode Data, Outcome? Trouble)> GetAsync(Uri url)
    {
        var reply = await link.GetAsync(url, Guid.NewGuid().ToString());
        var outcome = OcpiOutcomes.Of(reply, repeat: false);
        if (outcome is Outcome.Delivered)
        {
            _ = Envelope.Read(((OcpiReply.Answered)reply).Body, out var document);
            return (document!.Root.Child("data"), null);
        }

        var text = outcome switch
        {
            Outcome.Unreachable unreachable => unreachable.Text,
            Outcome.InDoubt doubt => doubt.Text,
            Outcome.Refused refused => $"{refused.Code}: {refused.Text}",
            _ => throw new InvalidOperationException($"A question about versions can't be {outcome}."),
        };
        // Whatever they say here, what we have to say was not refused: it waits for better times.
        return (default, outcome as Outcome.Unreachable ?? new Outcome.Unreachable($"GET {url}: {text}"));
    }

    private Uri? Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && link.Options.MayCall(url) ? url : null;

    private static Outcome.Unreachable Insecure(string url) =>
        new($"the partner's version details are at '{url}', which is no https address");

    /// <summary>What a look at the partner's pages gave.</summary>
    private sealed record Discovery(Outcome? Trouble)
    {
        public Dictionary<string, Uri> Modules { get; init; } = [];
    }
}
