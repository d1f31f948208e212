using ProtocolGateway.Canonical;

namespace ProtocolGateway.Directory.Irve;

/// <summary>
/// Policy (translation.md section 1, rule 2): what OCPI demands of a connector and the file lacks, by the plug and the charge point's
/// power. Amperes are those that the power needs at the plug's voltage, rounded up.
/// </summary>
internal static class IrvePlugs
{
    private const int LineToNeutral = 230;

    // The most that a single phase of 32 A gives, and what a household socket is built for.
    private const decimal SinglePhase = 7.4m;
    private const decimal Household = 3.7m;

    // Posts up to this power are built for batteries of 400 V, stronger ones for those of 800 V as well.
    private const decimal SlowDirect = 60m;

    /// <param name="kilowatts">The charge point's nominal power.</param>
    /// <param name="hasCable">Whether a type 2 cable is attached; null where the file doesn't say (version 3): a socket.</param>
    public static IReadOnlyList<Connector> Of(IrveRow row, decimal kilowatts, bool? hasCable, DateTimeOffset lastUpdated)
    {
        var connectors = new List<Connector>();
        if (row.Flag("prise_type_ef") == true) Add(Alternating(ConnectorType.DOMESTIC_E, ConnectorFormat.SOCKET, Math.Min(kilowatts, Household)));
        if (row.Flag("prise_type_2") == true) Add(Alternating(ConnectorType.IEC_62196_T2, hasCable == true ? ConnectorFormat.CABLE : ConnectorFormat.SOCKET, kilowatts));
        if (row.Flag("prise_type_combo_ccs") == true) Add(Direct(ConnectorType.IEC_62196_T2_COMBO, kilowatts <= SlowDirect ? 500 : 920, kilowatts));
        if (row.Flag("prise_type_chademo") == true) Add(Direct(ConnectorType.CHADEMO, 500, kilowatts));
        if (row.Flag("prise_type_mcs") == true) Add(Direct(ConnectorType.MCS, 1250, kilowatts));
        return connectors;

        void Add(Connector connector) => connectors.Add(connector with
        {
            Id = (connectors.Count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture),
            LastUpdated = lastUpdated,
        });
    }

    private static Connector Alternating(ConnectorType standard, ConnectorFormat format, decimal kilowatts)
    {
        var phases = kilowatts <= SinglePhase ? 1 : 3;
        return new()
        {
            Standard = standard,
            Format = format,
            PowerType = phases == 1 ? PowerType.AC_1_PHASE : PowerType.AC_3_PHASE,
            MaxVoltage = LineToNeutral,
            MaxAmperage = Amperes(kilowatts, LineToNeutral * phases),
            MaxElectricPower = Watts(kilowatts),
        };
    }

    private static Connector Direct(ConnectorType standard, int volts, decimal kilowatts) => new()
    {
        Standard = standard,
        Format = ConnectorFormat.CABLE,
        PowerType = PowerType.DC,
        MaxVoltage = volts,
        MaxAmperage = Amperes(kilowatts, volts),
        MaxElectricPower = Watts(kilowatts),
    };

    private static int Amperes(decimal kilowatts, int volts) => (int)decimal.Ceiling(kilowatts * 1000 / volts);

    private static int Watts(decimal kilowatts) => (int)decimal.Round(kilowatts * 1000, MidpointRounding.AwayFromZero);
}
