import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('regions', '0003_controllers'),
    ]

    operations = [
        migrations.AddField(
            model_name='school',
            name='board',
            field=models.CharField(blank=True, db_default='', max_length=120, verbose_name='school board'),
        ),
        migrations.AddField(
            model_name='school',
            name='holiday_zone',
            field=models.CharField(blank=True, choices=[('noord', 'north'), ('midden', 'middle'), ('zuid', 'south')], db_default='', max_length=10, verbose_name='holiday zone'),
        ),
        migrations.AddField(
            model_name='school',
            name='province',
            field=models.CharField(blank=True, db_default='', max_length=40, verbose_name='province'),
        ),
        migrations.AlterField(
            model_name='school',
            name='brin',
            field=models.CharField(blank=True, help_text='For example 00XX01.', max_length=6, validators=[django.core.validators.RegexValidator('^[0-9]{2}[A-Z]{2}(?:[0-9]{2})?\\Z', 'A BRIN has two digits and two letters, then two digits of the site: for example 00XX01.')], verbose_name='BRIN and site number'),
        ),
        migrations.AlterField(
            model_name='school',
            name='kind',
            field=models.CharField(choices=[('vmbo', 'vmbo'), ('mbo', 'mbo'), ('pro', 'practical education'), ('havo_vwo', 'havo or vwo'), ('vso', 'special education (vso)'), ('po', 'primary education')], default='vmbo', max_length=10, verbose_name='kind'),
        ),
    ]
