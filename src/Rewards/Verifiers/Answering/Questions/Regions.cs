namespace Rlar.Rewards.Verifiers.Answering.Questions;

/// <summary>Countries and their parts, by which "Perth, Western Australia" and "Perth, Australia" are one place and "Perth, Sydney" are two.</summary>
internal static class Regions
{
    private const int LongestName = 4;

    private static readonly Words s_long = new(
        "new-zealand south-africa north-korea south-korea sri-lanka saudi-arabia costa-rica el-salvador united-states united-kingdom united-arab-emirates "
        + "czech-republic dominican-republic papua-new-guinea northern-ireland great-britain hong-kong puerto-rico ivory-coast sierra-leone burkina-faso");

    private static readonly Words s_longParts = new(
        "new-york new-jersey new-mexico new-hampshire north-carolina south-carolina north-dakota south-dakota west-virginia rhode-island district-of-columbia "
        + "british-columbia nova-scotia new-brunswick prince-edward-island new-south-wales western-australia south-australia northern-territory "
        + "australian-capital-territory uttar-pradesh tamil-nadu west-bengal andhra-pradesh madhya-pradesh");

    /// <summary>How large a region a name is: 2 for a country, 1 for a part of one, 0 for no region that is known.</summary>
    internal static int Level(ReadText text, int start, int end)
    {
        while (start < end && text[start] is "the" or "in")
            start++;
        var length = end - start;
        if (length == 1)
            return text.Is(start, WordRoles.Country) ? 2 : text.Is(start, WordRoles.Province) || text[start] is "ny" or "la" or "dc" or "d.c" ? 1 : 0;
        if (length is < 1 or > LongestName)
            return 0;
        Span<char> name = stackalloc char[64];
        var written = 0;
        for (var at = start; at < end; at++)
        {
            if (written + text[at].Length + 1 > name.Length)
                return 0;
            if (at > start)
                name[written++] = '-';
            text[at].CopyTo(name[written..]);
            written += text[at].Length;
        }

        return s_long.Has(name[..written]) ? 2 : s_longParts.Has(name[..written]) ? 1 : 0;
    }
}
