using System.Text;
using System.Text.RegularExpressions;

namespace ProtocolGateway.Acceptance.Mutations;

/// <summary>
/// A sample request as the partners of the test send it: a CPO FR*GWC and an eMSP FR*GWM that speak for themselves, and a hub FR*107
/// whose parties are FR*HWC and FR*HWM.
/// </summary>
internal sealed partial class RequestSample(string name, string text)
{
    public string Name => name;

    public static IReadOnlyList<RequestSample> All { get; } =
    [
        .. Documents.List("emip", "*_request.xml").Where(n => !n.Contains("/bad_", StringComparison.Ordinal))
            .Select(n => new RequestSample(Path.GetFileNameWithoutExtension(n), Senders(Encoding.UTF8.GetString(Documents.Read(n))))),
    ];

    public static RequestSample Of(string name) => All.Single(s => s.Name == name);

    /// <summary>The request, in a transaction of its own.</summary>
    /// <param name="session">What it calls the session; null to keep what the sample says.</param>
    public byte[] Fresh(string transaction, string? session)
    {
        var fresh = Transaction().Replace(text, $"${{1}}{transaction}$2");
        return Encoding.UTF8.GetBytes(session is null ? fresh : Session().Replace(fresh, $"${{1}}{session}$2"));
    }

    private static string Senders(string text)
    {
        var party = Operator().Match(text).Groups[2].Value;
        return text.Contains("FromIOP_", StringComparison.Ordinal)
            ? text.Replace(party, party.Replace("*G", "*H", StringComparison.Ordinal), StringComparison.Ordinal)
            : Partner().Replace(text, $"${{1}}{party}$3")
                .Replace("FR*798", "FR*GWC", StringComparison.Ordinal).Replace("8798489", "GWC-SES-000981", StringComparison.Ordinal).Replace("8756546889", "GWM-SES-77120", StringComparison.Ordinal);
    }

    [GeneratedRegex("(<(?:[a-z]+:)?transactionId>)[^<]*(</)")]
    private static partial Regex Transaction();

    [GeneratedRegex("(<(?:[a-z]+:)?serviceSessionId>)[^<]*(</)")]
    private static partial Regex Session();

    [GeneratedRegex("(<(?:[a-z]+:)?operatorId>)([^<]*)(</)")]
    private static partial Regex Operator();

    [GeneratedRegex("(<(?:[a-z]+:)?partnerId>)([^<]*)(</)")]
    private static partial Regex Partner();
}
