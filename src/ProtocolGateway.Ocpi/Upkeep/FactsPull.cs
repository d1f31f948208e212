using ProtocolGateway.Exchanges;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Publishing;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Ocpi.Upkeep;

/// <summary>Facts that are asked for are accepted as those that are told are: both ways lead to one.</summary>
/// <param name="id">OCPI's ModuleID.</param>
internal abstract class FactsPull(string id, IGateway gateway) : IPulledModule
{
    public string Id => id;

    public Role Maker => Role.CPO;

    public bool IsStanding => false;

    public async Task<string?> TakeAsync(PulledPage page, WholeList? whole, CancellationToken cancellation)
    {
        // One after the other: a credit note comes after what it credits.
        for (var i = 0; i < page.Items.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var heard = page.Heard($"GET {id}", i);
            if (Read(heard.Body.Span, page, out var reading) is { } refusal)
            {
                await RefuseAsync(page, i, refusal.Faults);
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
        gateway.RefuseAsync(page.Heard($"GET {id}", item), PulledPage.Refusal(item, faults), "", CancellationToken.None);

    /// <summary>The refusal, or else a reading that can be accepted.</summary>
    protected abstract Refusal? Read(ReadOnlySpan<byte> json, PulledPage page, out Reading? reading);
}
