namespace Rlar.Rewards.Verifiers.Answering.Questions;

/// <summary>Countries and their parts, by which "Perth, Western Australia" and "Perth, Australia" are one place and "Perth, Sydney" are two.</summary>
internal static class Regions
{
    private const int LongestName = 4;

    private static readonly Words s_countries = new(
        "afghanistan albania algeria andorra angola argentina armenia australia austria azerbaijan bahamas bahrain bangladesh barbados belarus belgium belize benin "
        + "bhutan bolivia bosnia botswana brazil brunei bulgaria burundi cambodia cameroon canada chad chile china colombia congo croatia cuba cyprus czechia "
        + "denmark djibouti dominica ecuador egypt eritrea estonia ethiopia fiji finland france gabon gambia germany ghana greece greenland grenada guatemala guinea "
        + "guyana haiti honduras hungary iceland india indonesia iran iraq ireland israel italy jamaica japan jordan kazakhstan kenya kosovo kuwait laos latvia "
        + "lebanon liberia libya lithuania luxembourg madagascar malawi malaysia maldives mali malta mauritius mexico moldova monaco mongolia montenegro morocco "
        + "mozambique myanmar namibia nepal netherlands nicaragua niger nigeria norway oman pakistan palestine panama paraguay peru philippines poland portugal "
        + "qatar romania russia rwanda samoa senegal serbia seychelles singapore slovakia slovenia somalia spain sudan suriname sweden switzerland syria taiwan "
        + "tajikistan tanzania thailand togo tunisia turkey turkmenistan uganda ukraine uruguay usa us u.s u.s.a uk u.k america britain uzbekistan vatican venezuela "
        + "vietnam yemen zambia zimbabwe england scotland wales");

    private static readonly Words s_parts = new(
        "alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine "
        + "maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont "
        + "virginia washington wisconsin wyoming ontario quebec alberta manitoba saskatchewan yukon queensland tasmania bavaria normandy tuscany sicily "
        + "catalonia punjab kerala gujarat maharashtra bengal rajasthan");

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
            return s_countries.Has(text[start]) ? 2 : s_parts.Has(text[start]) || text[start] is "ny" or "la" or "dc" or "d.c" ? 1 : 0;
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
