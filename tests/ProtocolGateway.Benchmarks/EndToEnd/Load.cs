using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;

namespace ProtocolGateway.Benchmarks.EndToEnd;

/// <summary>When a connection says its next record.</summary>
internal enum Pace
{
    /// <summary>When the last one has reached the sink: as many on their way as there are connections.</summary>
    OnArrival,

    /// <summary>When the last one is acknowledged, as a sender does: what is owed may pile up.</summary>
    OnAcknowledgement,
}

/// <summary>What a load saw, in milliseconds from the first byte sent.</summary>
internal sealed record Seen(IReadOnlyList<double> Acknowledged, IReadOnlyList<double> Arrived, TimeSpan Lasted)
{
    /// <summary>Until the last answer.</summary>
    public required TimeSpan AcceptedIn { get; init; }

    /// <summary>From the answer to the arrival in milliseconds; 0 for what arrived before the answer did.</summary>
    public IEnumerable<double> Ages => Acknowledged.Zip(Arrived, (a, b) => Math.Max(0, b - a));
}

/// <summary>Posts CDRs, each of a session of its own, over 32 connections that are kept open.</summary>
/// <param name="payers">Whom the CDRs are owed to, in turn; none for the one of the record.</param>
internal sealed class Load(Arrivals arrivals, IReadOnlyList<Payer>? payers = null) : IDisposable
{
    public const int Connections = 32;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);
    private static readonly string Template = Encoding.UTF8.GetString(Records.EmipCdr);

    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = Connections });
    private int said;

    public Task<Seen> RunAsync(Uri address, int records, Pace pace) => RunAsync([address], records, pace);

    /// <param name="addresses">A node each: the connections are dealt out among them.</param>
    /// <param name="perSecond">So many are said at most; null for as many as the connections bear.</param>
    public async Task<Seen> RunAsync(IReadOnlyList<Uri> addresses, int records, Pace pace, double? perSecond = null)
    {
        // Made beforehand: the generator shares the cores with what it measures.
        var cdrs = Enumerable.Range(0, records).Select(_ => Make()).ToArray();
        var acknowledged = new double[records];
        var arrived = new double[records];
        var next = -1;
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async connection =>
        {
            while (Interlocked.Increment(ref next) is var i && i < records)
            {
                if (perSecond is { } rate && (i / rate * 1000) - Milliseconds(begun, Stopwatch.GetTimestamp()) is > 0 and var early)
                    await Task.Delay(TimeSpan.FromMilliseconds(early));
                var arrival = arrivals.Expect(cdrs[i].SessionId);
                var sent = Stopwatch.GetTimestamp();
                await PostAsync(addresses[connection % addresses.Count], cdrs[i].Body);
                acknowledged[i] = Milliseconds(sent, Stopwatch.GetTimestamp());
                if (pace == Pace.OnArrival) await arrival.WaitAsync(Patience);
                arrived[i] = sent;
            }
        }));
        var accepted = Stopwatch.GetElapsedTime(begun);
        var last = begun;
        for (var i = 0; i < records; i++)
        {
            var ticks = await arrivals.Expect(cdrs[i].SessionId).WaitAsync(Patience);
            last = Math.Max(last, ticks);
            arrived[i] = Milliseconds((long)arrived[i], ticks);
        }
        return new Seen(acknowledged, arrived, Stopwatch.GetElapsedTime(begun, last)) { AcceptedIn = accepted };
    }

    public void Dispose() => client.Dispose();

    private static double Milliseconds(long from, long to) => Stopwatch.GetElapsedTime(from, to).TotalMilliseconds;

    private (string SessionId, byte[] Body) Make()
    {
        var id = Guid.CreateVersion7().ToString();
        var number = $"{++said:000000}";
        var text = Template.Replace(Records.SessionId, id, StringComparison.Ordinal)
            .Replace("GW-T-20240612-000006", "GW-T-20240612-" + number, StringComparison.Ordinal)
            .Replace("798-SES-000981", "798-SES-" + number, StringComparison.Ordinal)
            .Replace("ABC-SES-77120", "ABC-SES-" + number, StringComparison.Ordinal);
        if (payers is not null) text = payers[said % payers.Count].Pays(text);
        return (id, Encoding.UTF8.GetBytes(text));
    }

    private async Task PostAsync(Uri address, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(
            "application/soap+xml; charset=UTF-8; action=\"https://api-iop.gireve.com/services/eMIP_ToIOP_SetChargeDetailRecordV1/\"");
        using var answer = await client.PostAsync(address, content);
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode || !text.Contains("<requestStatus>1<", StringComparison.Ordinal))
            throw new InvalidOperationException($"A CDR was answered HTTP {(int)answer.StatusCode}: {text}");
    }
}
