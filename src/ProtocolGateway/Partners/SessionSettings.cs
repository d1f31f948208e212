using ProtocolGateway.Canonical;

namespace ProtocolGateway.Partners;

/// <summary>How a partner's session reports are understood, and how often it is told any (section <c>Sessions</c>, translation.md section 8). Immutable.</summary>
public sealed record SessionSettings
{
    public static SessionSettings Default { get; } = new();

    /// <summary>What a suspended session's time is: TIME, since a pause by the operator is not the car loitering, or PARKING_TIME.</summary>
    public CdrDimensionType SuspendedIs { get; init; } = CdrDimensionType.TIME;

    /// <summary>So long after a session's end its record may come before the session is told to be completed without it.</summary>
    public TimeSpan CompleteAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>False for a CPO that tells records only: nobody concludes from its silence that a session never started.</summary>
    public bool Reports { get; init; } = true;

    /// <summary>So often readings are told at most to an eMSP that asked for them.</summary>
    public TimeSpan ReadingsEvery { get; init; } = TimeSpan.FromMinutes(1);
}

/// <summary>Reads the section <c>Sessions</c> of a partner.</summary>
internal static class SessionSettingsReader
{
    private static readonly (string, CdrDimensionType)[] Dimensions = [("TIME", CdrDimensionType.TIME), ("PARKING_TIME", CdrDimensionType.PARKING_TIME)];

    public static SessionSettings Read(SettingSection partner)
    {
        var (section, usual) = (partner.Group("Sessions"), SessionSettings.Default);
        section.OnlyKnows("SuspendedIs", "CompleteAfter", "ReadingsEvery", "Reports");
        return new SessionSettings
        {
            SuspendedIs = section.Choice("SuspendedIs", Dimensions) ?? usual.SuspendedIs,
            CompleteAfter = section.Wait("CompleteAfter") ?? usual.CompleteAfter,
            Reports = section.Flag("Reports", usual.Reports),
            ReadingsEvery = section.Wait("ReadingsEvery") ?? usual.ReadingsEvery,
        };
    }
}
