namespace Rlar.Rewards.Verifiers.Answering.Questions;

/// <summary>Countries and their parts, by which "Perth, Western Australia" and "Perth, Australia" are one place and "Perth, Sydney" are two.</summary>
internal static class Regions
{
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

    // The first of two words, where both are the name.
    private static readonly Words s_firsts = new("new north south west western northern southern eastern east british rhode united saudi sri costa el puerto czech dominican papua nova prince");

    /// <summary>How large a region a name is: 2 for a country, 1 for a part of one, 0 for no region that is known.</summary>
    internal static int Level(AnswerText text, int start, int end)
    {
        var length = end - start;
        if (length is < 1 or > 4)
            return 0;
        var last = text[end - 1];
        if (length > 1)
            return s_firsts.Has(text[start]) || last is "territory" or "province" or "island" ? 1 : 0;
        return s_countries.Has(last) ? 2 : s_parts.Has(last) ? 1 : 0;
    }
}
