using System.Runtime.CompilerServices;
using System.Text;
using ProtocolGateway.Canonical;
using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Directory.Irve;

/// <summary>
/// The French open-data file <c>schema-irve-statique</c>, versions 2 and 3 (CSV, UTF-8): a charge point a line, read as locations. A line
/// with a fault is left out of its station.
/// </summary>
internal sealed class IrveFile(Stream file, Partner partner) : IRowSource
{
    private static readonly string[][] Needed =
    [
        ["id_station_itinerance"], ["id_pdc_itinerance"], ["nom_station"], ["adresse_station"], ["puissance_nominale", "puissance_nominale_kw"],
        ["coordonneesXY", "station_latitude"], ["date_maj", "horodatage_maj"],
    ];

    public string? Failure { get; private set; }

    public async IAsyncEnumerable<(int Number, Reading Reading)> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        using var reader = new StreamReader(file, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        var rows = Rows(await reader.ReadToEndAsync(cancellation).ConfigureAwait(false));
        var points = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var stations = new Dictionary<string, Station>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in rows)
        {
            var location = IrveStation.Read(row, partner);
            if (location is not null && !points.TryAdd(location.Evses![0].Uid!, row.Number))
                location = row.Fault<Location>("id_pdc_itinerance", $"'{row["id_pdc_itinerance"]}' is that of row {points[row["id_pdc_itinerance"]!]}; expected each charge point once");
            if (location is null)
            {
                yield return (row.Number, new Reading(null, row.Faults, null, []));
                continue;
            }
            if (!stations.TryGetValue(location.Id!, out var station)) stations.Add(location.Id!, station = new(row.Number));
            station.Points.Add(location);
            station.Losses.AddRange(IrveStation.Losses(row));
        }
        foreach (var station in stations.Values) yield return (station.Row, new Reading(IrveStation.Join(station.Points), [], null, station.Losses));
    }

    private List<IrveRow> Rows(string text)
    {
        var rows = new List<IrveRow>();
        try
        {
            Dictionary<string, int>? columns = null;
            foreach (var fields in Csv.Rows(text))
            {
                if (columns is not null) rows.Add(new(rows.Count + 1, columns, fields));
                else columns = fields.Index().DistinctBy(f => f.Item, StringComparer.OrdinalIgnoreCase).ToDictionary(f => f.Item, f => f.Index, StringComparer.OrdinalIgnoreCase);
            }
            var missing = Needed.Where(names => columns is null || !names.Any(columns.ContainsKey)).Select(names => string.Join(" or ", names)).ToList();
            if (missing.Count == 0) return rows;
            Failure = $"the first line names no column {string.Join(", ", missing)}; expected the header of schema-irve-statique 2 or 3";
        }
        catch (FormatException e)
        {
            Failure = $"no CSV from row {rows.Count + 1} on: {e.Message}";
        }
        return [];
    }

    private sealed record Station(int Row)
    {
        public List<Location> Points { get; } = [];

        public List<Loss> Losses { get; } = [];
    }
}
