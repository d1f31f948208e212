namespace ProtocolGateway.Partners;

/// <summary>Reads <c>Gateway:Retention</c>.</summary>
internal sealed class RetentionReader(SettingSection gateway)
{
    private const string DocumentDays = "DocumentDays", PersonalDataDays = "PersonalDataDays";
    private const int LongestDays = 36_500;

    public RetentionSettings Read()
    {
        var section = gateway.Group("Retention");
        section.OnlyKnows(DocumentDays, PersonalDataDays);
        var documents = Days(section, DocumentDays) ?? RetentionSettings.Default.Documents;
        var personal = Days(section, PersonalDataDays) ?? RetentionSettings.Default.PersonalData;
        if (personal < documents)
            section.Fault(PersonalDataDays, $"{personal.TotalDays} days are fewer than {DocumentDays} ({documents.TotalDays}), and documents tell who charged; expected as many or more");
        return new(documents, personal);
    }

    private static TimeSpan? Days(SettingSection section, string key) =>
        section.Whole(key, 1, LongestDays) is { } days ? TimeSpan.FromDays(days) : null;
}
