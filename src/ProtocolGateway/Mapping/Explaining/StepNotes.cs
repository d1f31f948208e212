using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Partners;
using ProtocolGateway.Rating;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Mapping.Explaining;

/// <summary>What one step says of what it does: in its reports, and to the trail.</summary>
internal sealed class StepNotes
{
    private readonly List<(string Place, object Entry)> entries = [];
    private readonly List<(string Place, string[] Ours)> made = [];
    private readonly List<(string Place, string Text)> reports = [];
    private int reported;

    public void Begin(Completion completion)
    {
        entries.Clear();
        made.Clear();
        reports.Clear();
        reported = completion.Losses.Count;
    }

    public void Took(string place, object entry) => entries.Add((Normal(place), entry));

    public void Made(string place, string[] ours) => made.Add((Normal(place), ours));

    /// <summary>The step is through: what it reported since it began.</summary>
    public void End(Completion completion) =>
        reports.AddRange(completion.Losses.Skip(reported).Where(l => l.Kind is not LossKind.Untold).Select(l => (Normal(l.Place), l.Text)));

    /// <summary>What the step says of a field that it changed. What it says of that alone counts before what it says of all around it.</summary>
    public (string? Why, string? Entry, IReadOnlyList<string> Of) About(string path)
    {
        var (of, why, entry) = (Best(made, path), Best(reports, path), Best(entries, path));
        var isMade = of.What is not null;
        return (
            isMade && of.Place!.Length > (why.Place ?? "").Length ? null : why.What,
            entry.What is null || (isMade && of.Place!.Length > entry.Place!.Length) ? null : Describe(entry.What),
            of.What ?? []);
    }

    /// <summary>What is said of the field itself, else of what it is in, else of what is in it.</summary>
    private static (string? Place, T? What) Best<T>(IReadOnlyList<(string Place, T What)> notes, string path) where T : class
    {
        var place = Origins.Everywhere(path);
        var around = notes.Where(n => Within(path, n.Place) || Within(place, n.Place)).OrderByDescending(n => n.Place.Length);
        return around.Concat(notes.Where(n => Within(n.Place, place))).FirstOrDefault();
    }

    /// <summary>A step that works on parts of a record (the tariffs in it) calls places by their names in the part.</summary>
    private static bool Within(string inner, string outer)
    {
        if (outer.Length == 0 || inner.EndsWith('.' + outer, StringComparison.Ordinal)) return true;
        return inner.StartsWith(outer, StringComparison.Ordinal) && (inner.Length == outer.Length || inner[outer.Length] is '.' or '[');
    }

    private static string Normal(string place) => place.Replace('/', '.');

    private static string Describe(object entry) => entry switch
    {
        PlacedEvse place => $"location {place.Location.Id} of {place.Location.Party}",
        Location location => $"location {location.Id} of {location.Party}",
        Token token => $"token {token.Uid} of {token.Party}",
        Tariff tariff => $"tariff {tariff.Id} of {tariff.Party}",
        RatedPrice price => $"tariff {price.Name}",
        RememberedSession { Names: [var name, ..] } => $"session {name.Value} of {name.Neighbour}",
        RememberedSession session => $"session {session.Id}",
        Agreement => "the agreement",
        _ => entry.ToString() ?? "",
    };
}
