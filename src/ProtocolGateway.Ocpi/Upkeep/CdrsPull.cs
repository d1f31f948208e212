using ProtocolGateway.Exchanges;
using ProtocolGateway.Ocpi.Inbound;
using ProtocolGateway.Protocols;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Ocpi.Upkeep;

/// <summary>CDRs that are asked for (ocpi.md 5.3) are accepted as those that are posted are: both ways lead to one record.</summary>
internal sealed class CdrsPull(CdrReader reader, IGateway gateway) : IPulledModule
{
    public const string Operation = "GET cdrs";

    public string Id => "cdrs";

    public async Task<string?> TakeAsync(PulledPage page, CancellationToken cancellation)
    {
        // One after the other: a credit note comes after what it credits.
        for (var i = 0; i < page.Items.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var heard = page.Heard(Operation, i);
            var refusal = reader.Read(heard.Body.Span, page.Version, page.Partner, out var reading);
            // Nobody could be asked again for what has not even an identity: a person has to see it.
            IReadOnlyList<Fault> faults = refusal?.Faults ?? (reading!.Message is null ? [new Fault("", reading.Hold!.Text)] : []);
            if (faults.Count > 0)
            {
                await RefuseAsync(page, i, faults);
                continue;
            }
            var acceptance = await gateway.AcceptAsync(new HeardFact
            {
                Heard = heard,
                Reading = reading!,
                IdsIgnoreCase = page.Version.IdsIgnoreCase,
                SessionIdIs = SessionNameKind.Cpo,
                Answer = _ => "",
            }, CancellationToken.None);
            if (acceptance is Acceptance.Busy busy) return busy.Text;
        }
        return null;
    }

    public Task RefuseAsync(PulledPage page, int item, IReadOnlyList<Fault> faults) =>
        gateway.RefuseAsync(page.Heard(Operation, item), PulledPage.Refusal(item, faults), "", CancellationToken.None);
}
