namespace ProtocolGateway.Partners;

/// <summary>How EVSE statuses are told (translation.md section 9).</summary>
/// <param name="StableFor">So long a state must last before partners are told: what flickers is not news.</param>
/// <param name="HoldRemoved">An EVSE that was removed is told only when a person retries the delivery: eMSPs can't undo it.</param>
public sealed record StatusSettings(TimeSpan StableFor, bool HoldRemoved)
{
    public static StatusSettings Default { get; } = new(TimeSpan.FromSeconds(1), true);
}

/// <summary>Reads <c>Gateway:Statuses</c>.</summary>
internal sealed class StatusSettingsReader(SettingSection gateway)
{
    public StatusSettings Read()
    {
        var section = gateway.Group("Statuses");
        section.OnlyKnows("StableFor", "Removed");
        return new(
            section.Wait("StableFor") ?? StatusSettings.Default.StableFor,
            section.Choice("Removed", ("hold", true), ("tell", false)) ?? StatusSettings.Default.HoldRemoved);
    }
}
