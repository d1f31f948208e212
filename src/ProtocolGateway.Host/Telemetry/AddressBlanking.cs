using System.Diagnostics;
using OpenTelemetry;

namespace ProtocolGateway.Host.Telemetry;

/// <summary>Addresses of modules hold ids, token uids among them: of an address only the host is told. Requests are named by their method.</summary>
internal sealed class AddressBlanking : BaseProcessor<Activity>
{
    private static readonly string[] Telling = ["url.path", "url.query", "http.target", "http.url"];

    public override void OnEnd(Activity data)
    {
        if (data.Kind == ActivityKind.Server && data.GetTagItem("http.request.method") is string method) data.DisplayName = method;
        foreach (var name in Telling)
            if (data.GetTagItem(name) is not null) data.SetTag(name, null);
        if (data.GetTagItem("url.full") is string full && Uri.TryCreate(full, UriKind.Absolute, out var url))
            data.SetTag("url.full", url.GetLeftPart(UriPartial.Authority) + "/...");
    }
}
