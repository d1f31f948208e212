namespace ProtocolGateway.Mapping.Preview;

/// <summary>What other mapping files would make of messages that were heard.</summary>
public sealed record MappingImpact
{
    /// <summary>The version beside which is looked: the one in force.</summary>
    public required string Before { get; init; }

    public required string After { get; init; }

    public required DateTimeOffset Since { get; init; }

    /// <summary>What was looked at: deliveries, and documents that were refused.</summary>
    public int Messages { get; init; }

    /// <summary>Of them those that come to the same.</summary>
    public int Same { get; init; }

    /// <summary>Of them those that are held, or refused, by both.</summary>
    public int HeldBoth { get; init; }

    /// <summary>Those that were written from the journal's record, since they were never heard as one document.</summary>
    public int WritingOnly { get; init; }

    /// <summary>The same, since retention has deleted their documents.</summary>
    public int Deleted { get; init; }

    /// <summary>Those for partners that the settings have no longer: they were read, and not written.</summary>
    public int PartnerGone { get; init; }

    /// <summary>There are more in that time than were to be looked at.</summary>
    public bool IsCut { get; init; }

    /// <summary>What would be held, refused, released or taken; the most frequent first, as in the other lists.</summary>
    public IReadOnlyList<ImpactGroup> Outcomes { get; init; } = [];

    /// <summary>Fields that would be told otherwise.</summary>
    public IReadOnlyList<ImpactGroup> Fields { get; init; } = [];

    /// <summary>What would be reported as lost or supplied, and is not, or the other way round.</summary>
    public IReadOnlyList<ImpactGroup> Reports { get; init; } = [];

    /// <summary>Groups beyond the most that are listed.</summary>
    public int Unlisted { get; init; }

    /// <summary>Of them those that a bug of ours kept from being looked at; the log has why.</summary>
    public int Failures { get; init; }

    /// <summary>Their deliveries, the first twenty.</summary>
    public IReadOnlyList<Guid> Failed { get; init; } = [];

    /// <summary>Of the messages those that come to something else.</summary>
    public int Different => Messages - Same - Failures;
}

/// <summary>One difference, in however many messages.</summary>
/// <param name="Message">The canonical name: <c>ChargeDetailRecordIssued</c>.</param>
/// <param name="Mapping">What writes it, <c>ocpi-2.2.1/charge-detail-record</c>; the operation that it was heard by where the difference lies in the reading alone.</param>
/// <param name="Field">
/// The path in their document, without the numbers of list elements: <c>charging_periods[].tariff_id</c>; of a reading alone, in ours.
/// Of an outcome <c>held</c>, <c>held otherwise</c>, <c>released</c>, <c>refused</c> or <c>taken</c>.
/// </param>
/// <param name="Messages">How many.</param>
/// <param name="Before">An example.</param>
/// <param name="After">The same, by the other files.</param>
/// <param name="Partners">Whom it is for; who said it, where no recipient is known.</param>
/// <param name="Example">The delivery of the example, or the exchange of a refused document.</param>
public sealed record ImpactGroup(
    string Message, string Mapping, string Field, int Messages, string Before, string After, IReadOnlyList<string> Partners, Guid Example);
