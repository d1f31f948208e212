using System.Collections.Frozen;
using ProtocolGateway.Documents;
using ProtocolGateway.Documents.Schemas;
using ProtocolGateway.Mapping.Plans;

namespace ProtocolGateway.Mapping.Conversions;

/// <summary>ISO 3166-1: alpha-2 and alpha-3 of each country.</summary>
internal static class Countries
{
    private const string Codes =
        "AFAFG AXALA ALALB DZDZA ASASM ADAND AOAGO AIAIA AQATA AGATG ARARG AMARM AWABW AUAUS ATAUT AZAZE BSBHS BHBHR BDBGD BBBRB " +
        "BYBLR BEBEL BZBLZ BJBEN BMBMU BTBTN BOBOL BQBES BABIH BWBWA BVBVT BRBRA IOIOT BNBRN BGBGR BFBFA BIBDI CVCPV KHKHM CMCMR " +
        "CACAN KYCYM CFCAF TDTCD CLCHL CNCHN CXCXR CCCCK COCOL KMCOM CGCOG CDCOD CKCOK CRCRI CICIV HRHRV CUCUB CWCUW CYCYP CZCZE " +
        "DKDNK DJDJI DMDMA DODOM ECECU EGEGY SVSLV GQGNQ ERERI EEEST SZSWZ ETETH FKFLK FOFRO FJFJI FIFIN FRFRA GFGUF PFPYF TFATF " +
        "GAGAB GMGMB GEGEO DEDEU GHGHA GIGIB GRGRC GLGRL GDGRD GPGLP GUGUM GTGTM GGGGY GNGIN GWGNB GYGUY HTHTI HMHMD VAVAT HNHND " +
        "HKHKG HUHUN ISISL ININD IDIDN IRIRN IQIRQ IEIRL IMIMN ILISR ITITA JMJAM JPJPN JEJEY JOJOR KZKAZ KEKEN KIKIR KPPRK KRKOR " +
        "KWKWT KGKGZ LALAO LVLVA LBLBN LSLSO LRLBR LYLBY LILIE LTLTU LULUX MOMAC MGMDG MWMWI MYMYS MVMDV MLMLI MTMLT MHMHL MQMTQ " +
        "MRMRT MUMUS YTMYT MXMEX FMFSM MDMDA MCMCO MNMNG MEMNE MSMSR MAMAR MZMOZ MMMMR NANAM NRNRU NPNPL NLNLD NCNCL NZNZL NINIC " +
        "NENER NGNGA NUNIU NFNFK MKMKD MPMNP NONOR OMOMN PKPAK PWPLW PSPSE PAPAN PGPNG PYPRY PEPER PHPHL PNPCN PLPOL PTPRT PRPRI " +
        "QAQAT REREU ROROU RURUS RWRWA BLBLM SHSHN KNKNA LCLCA MFMAF PMSPM VCVCT WSWSM SMSMR STSTP SASAU SNSEN RSSRB SCSYC SLSLE " +
        "SGSGP SXSXM SKSVK SISVN SBSLB SOSOM ZAZAF GSSGS SSSSD ESESP LKLKA SDSDN SRSUR SJSJM SESWE CHCHE SYSYR TWTWN TJTJK TZTZA " +
        "THTHA TLTLS TGTGO TKTKL TOTON TTTTO TNTUN TRTUR TMTKM TCTCA TVTUV UGUGA UAUKR AEARE GBGBR USUSA UMUMI UYURY UZUZB VUVUT " +
        "VEVEN VNVNM VGVGB VIVIR WFWLF EHESH YEYEM ZMZMB ZWZWE";

    private static readonly FrozenDictionary<string, string> ToAlpha3 =
        Codes.Split(' ').ToFrozenDictionary(c => c[..2], c => c[2..], StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Alpha3 = ToAlpha3.Values.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The alpha-3 code of an alpha-2 one; null when no country has it.</summary>
    public static string? FromAlpha2(string code) => ToAlpha3.GetValueOrDefault(code);

    /// <summary>The alpha-2 code of an alpha-3 one; null when no country has it.</summary>
    public static string? ToAlpha2(string alpha3) => ToAlpha3.FirstOrDefault(c => c.Value.Equals(alpha3, StringComparison.OrdinalIgnoreCase)).Key;

    public static bool IsAlpha3(string code) => Alpha3.Contains(code);
}

/// <summary>A country as alpha-3; alpha-2 is repaired, and reported.</summary>
internal sealed class CountryConversion : TextConversion
{
    public override string Name => "country3";

    public override string Purpose => "A country in three letters; one of two letters is repaired, and reported.";

    protected override string? Parse(ReadOnlySpan<char> text, DocumentNode node, ReadRun run, out string? value)
    {
        value = text.ToString().ToUpperInvariant();
        if (Countries.IsAlpha3(value)) return null;
        if (Countries.FromAlpha2(value) is not { } repaired) return "an ISO 3166 alpha-3 country code";
        run.Report(LossKind.Repaired, node, $"{ReadRun.Quote(text)} is alpha-2; read as {repaired}");
        value = repaired;
        return null;
    }

    public override string? Sample(int number, ElementSchema schema) => number % 2 == 0 ? "FRA" : "BEL";
}
